package dev.hallpass.local.web;

/// The style of every page. It is in the page itself, and browsers allow no other style there.
public final class Style {

  /// The style sheet.
  public static final String CSS =
      """
      :root {
        color-scheme: light dark;
        --ink: #1b1f24; --quiet: #57606a; --paper: #ffffff; --shade: #f3f5f7; --line: #d0d7de;
        --link: #0b57b0; --good: #136c34; --bad: #b42318; --wait: #7a5200;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --ink: #e8ebef; --quiet: #a9b3bd; --paper: #14181d; --shade: #1f252c; --line: #39424c;
          --link: #7db8ff; --good: #5bd08a; --bad: #ff9186; --wait: #e3b341;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0; background: var(--paper); color: var(--ink);
        font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
      }
      header { border-bottom: 1px solid var(--line); padding: 0.6rem 1.25rem; }
      nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: baseline; }
      nav strong { margin-right: 0.5rem; }
      main { max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
      h1 { font-size: 1.4rem; line-height: 1.3; margin: 0.5rem 0 0.75rem; }
      h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
      p, ul, ol, dl, pre { margin: 0.4rem 0; }
      a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
      nav a, .inboxes a { text-decoration: none; }
      a[aria-current] { color: var(--ink); font-weight: 600; }
      dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.2rem 1.25rem; }
      dt, th, .quiet { color: var(--quiet); }
      dd { margin: 0; }
      code, pre, time, .hash { font-family: ui-monospace, monospace; font-size: 0.9em; }
      pre {
        background: var(--shade); border-radius: 6px; padding: 0.75rem 1rem; white-space: pre-wrap;
      }
      .table { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: 0.4rem 1rem 0.4rem 0; }
      th { font-weight: 400; font-size: 0.9rem; }
      tr + tr td, tbody tr:first-child td { border-top: 1px solid var(--line); }
      td time, td.whole { white-space: nowrap; overflow-wrap: normal; }
      .card { border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; margin: 0.75rem 0; }
      .card h2 { margin-top: 0; }
      .steps { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 0.5rem; }
      .steps li { color: var(--quiet); font-size: 0.9rem; }
      .steps li + li::before { content: "→ "; }
      .state { font-weight: 600; }
      .good { color: var(--good); }
      .bad { color: var(--bad); }
      .wait { color: var(--wait); }
      .inboxes { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
      iframe {
        width: 100%; height: 60vh; border: 1px solid var(--line); border-radius: 8px;
        background: #ffffff;
      }
      form { background: var(--shade); border-radius: 8px; padding: 1rem; }
      label { display: block; font-weight: 600; }
      .field { margin: 0 0 1rem; }
      input, textarea {
        display: block; width: 100%; padding: 0.5rem 0.6rem; margin-top: 0.25rem; min-height: 2.75rem;
        border: 1px solid var(--quiet); border-radius: 6px; background: var(--paper);
        color: var(--ink); font: 0.95rem/1.4 ui-monospace, monospace;
      }
      button {
        min-height: 2.75rem; padding: 0.5rem 1.25rem; border: 0; border-radius: 6px;
        background: var(--link); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer;
      }
      :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
      @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.4rem; } }
      """;

  private Style() {}
}
