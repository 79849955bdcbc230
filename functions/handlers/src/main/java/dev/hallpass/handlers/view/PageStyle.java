package dev.hallpass.handlers.view;

/// The style of every page. It is in the page itself, and browsers allow no other style there.
final class PageStyle {

  static final String CSS =
      """
      :root {
        color-scheme: light dark;
        --ink: #1b1f24; --quiet: #454c54; --paper: #ffffff; --shade: #f3f5f7; --line: #6e7781;
        --link: #084a9a; --yes: #0e5f2c; --no: #9c1c12; --on: #ffffff;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --ink: #e8ebef; --quiet: #a9b3bd; --paper: #14181d; --shade: #1f252c; --line: #7d8792;
          --link: #7db8ff; --yes: #5bd08a; --no: #ff9186; --on: #10141a;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0; background: var(--paper); color: var(--ink);
        font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
      }
      main { max-width: 44rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
      h2 { font-size: 1.1rem; margin: 1.75rem 0 0.4rem; }
      h3 { font-size: 1rem; margin: 0.75rem 0 0.25rem; }
      p, ul, dl, blockquote, pre { margin: 0.4rem 0; }
      ul { padding-left: 1.25rem; }
      dl { display: grid; grid-template-columns: minmax(5rem, auto) 1fr; gap: 0.25rem 1rem; }
      dt { color: var(--quiet); }
      dd { margin: 0; }
      code, pre { font-family: ui-monospace, monospace; font-size: 0.95em; }
      code {
        background: var(--shade); padding: 0.1em 0.3em; border-radius: 3px;
        -webkit-box-decoration-break: clone; box-decoration-break: clone;
      }
      a { color: var(--link); }
      .brand, .quiet { color: var(--quiet); }
      .brand { font-size: 0.9rem; margin: 0; }
      .quote {
        background: var(--shade); border-left: 4px solid var(--line); padding: 0.5rem 0.75rem;
        white-space: pre-wrap; overflow: hidden;
      }
      .card { border: 1px solid var(--line); border-radius: 6px; padding: 0 1rem 0.5rem; margin: 0.6rem 0; }
      .deny h3, .alert { color: var(--no); }
      .alert { border: 2px solid var(--no); border-radius: 6px; padding: 0.75rem; font-weight: 600; }
      pre { background: var(--shade); padding: 0.75rem; white-space: pre-wrap; border-radius: 6px; }
      pre code { padding: 0; }
      summary, .skip { display: inline-block; min-height: 44px; padding: 0.6rem 0; }
      p:has(> .skip) { margin: 0 0 -1rem; }
      summary { display: list-item; color: var(--link); cursor: pointer; }
      form { background: var(--shade); border-radius: 6px; padding: 1rem; }
      label { display: block; font-weight: 600; }
      .field { margin: 0 0 1.1rem; }
      .field span { display: block; }
      input, select, textarea {
        display: block; width: 100%; min-height: 48px; padding: 0.6rem 0.75rem; margin-top: 0.25rem;
        border: 1px solid var(--line); border-radius: 6px; background: var(--paper);
        color: var(--ink); font: inherit;
      }
      input { max-width: 14rem; font-size: 1.5rem; letter-spacing: 0.12em; }
      .card p { margin-bottom: 0; }
      .risks { border-left: 4px solid var(--no); padding: 0.25rem 0 0.25rem 1.75rem; }
      .risks strong { color: var(--no); }
      .answers { display: flex; flex-wrap: wrap; gap: 0.75rem; }
      .answers button {
        flex: 1 1 9rem; min-height: 48px; padding: 0.6rem 1rem; border: 2px solid; border-radius: 6px;
        font: inherit; font-weight: 600; cursor: pointer;
      }
      .answers .no { background: var(--paper); color: var(--no); border-color: var(--no); }
      .answers .yes { background: var(--yes); color: var(--on); border-color: var(--yes); }
      :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
      @media print {
        details::details-content { content-visibility: visible; block-size: auto; }
        form, .skip { display: none; }
      }
      """;

  private PageStyle() {}
}
