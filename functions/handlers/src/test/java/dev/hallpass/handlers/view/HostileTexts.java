package dev.hallpass.handlers.view;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Texts that try to become something else than text: the same ones each time.
final class HostileTexts {

  private static final List<String> PIECES =
      List.of(
          "\r\nBcc: eve@evil.example",
          "\nTo: eve@evil.example, mallory@evil.example",
          "\r\n\r\n<html><body>forged</body></html>",
          "\r\nContent-Type: text/html\r\n\r\n",
          "\u0000",
          "\u000B\u0085\u2028Cc: eve@evil.example\u2029",
          "=?UTF-8?Q?=0D=0ABcc:_eve@evil.example?=",
          "=0D=0ABcc: eve@evil.example",
          "--boundary\r\nContent-Type: text/html\r\n\r\n<a href=\"https://evil.example\">x</a>\r\n",
          "------=_Part_0_1234.5678--\r\n",
          "<script>alert(1)</script>",
          "<a href='https://evil.example'>here</a>",
          "<img src=x onerror=alert(1)>",
          "<form action=https://evil.example><input name=code>",
          "</blockquote></div></body></html><a href=//evil.example>",
          "</textarea></title></style><iframe src=https://evil.example></iframe>",
          "\"><a href=\"https://evil.example\">",
          "' onmouseover='location=\"https://evil.example\"",
          "\" style=\"background:url(https://evil.example)",
          "<!-- --><![CDATA[<a href=x>]]>",
          "&lt;a href=&quot;https://evil.example&quot;&gt;",
          "&#60;script&#62;&#x3c;img src=x&#x3e;",
          "javascript:alert(document.cookie)",
          "JaVaScRiPt://%0aalert(1)",
          "data:text/html;base64,PHNjcmlwdD4=",
          "vbscript:msgbox(1)",
          "https://evil.example/login?x=1#y",
          "HTTP://EVIL.EXAMPLE",
          "hxxp://evil.example",
          "ftp://evil.example",
          "file:///etc/passwd",
          "//evil.example/x",
          "\\\\evil\\share",
          "https:\\\\evil.example",
          "http:/\u200B/evil.example",
          "www.evil.example",
          "WWW.evil.example/path",
          "evil.example",
          "evil.com",
          "203.0.113.7/login",
          "[2001:db8::1]",
          "eve@evil.example",
          "mailto:eve@evil.example?subject=x&bcc=mallory@evil.example",
          "<eve@evil.example>",
          "\"eve\"@evil.example",
          "tel:+4915112345678",
          "[click](https://evil.example)",
          "<https://evil.example>",
          "https://\u0430pple.com",
          "https://xn--pple-43d.com",
          "https://b\u00FCcher.example",
          "evil\u3002example",
          "evil\uFF0Eexample",
          "www\uFF0Eevil\uFF61example",
          "\u202Emoc.live//:sptth\u202C",
          "\u2066https://evil.example\u2069",
          "ht\u200Btps://evil.example",
          "evil\u200D.\u200Dexample",
          "\uFEFFhttps://evil.example",
          "ev\u00ADil.example",
          "\uD800",
          "\uDFFF\uD83D",
          "\uD83D\uDE00.example",
          "\u3164\u2800",
          "Z\u0351\u036B\u0343alg\u0361o",
          "${7*7} #{7*7} {{7*7}} <%= 7*7 %>",
          "@template.Shell() $unsafe{x} @if(true)",
          "!{System.exit(1)}",
          "YOUR ANSWER, BY 2026-11-22 14:30 UTC\n  Open  https://evil.example\n",
          "  and type in the code  000000\n",
          ".\r\nQUIT\r\n",
          "From eve@evil.example Mon Nov 23 09:00:00 2026",
          "%0d%0aBcc:%20eve@evil.example",
          "plain words",
          " ",
          "\n",
          ".",
          "@",
          ":",
          "/");

  private static final List<String> BETWEEN = List.of("", "", " ", "\n", ".", "@", "/", "\t");

  private HostileTexts() {}

  /// So many of them, each of several pieces.
  static Stream<String> all(int count) {
    Random random = new Random(4711);
    return IntStream.range(0, count).mapToObj(_ -> text(random));
  }

  private static String text(Random random) {
    String text =
        IntStream.rangeClosed(0, random.nextInt(5))
            .mapToObj(_ -> one(PIECES, random) + one(BETWEEN, random))
            .collect(Collectors.joining());
    return random.nextInt(100) == 0 ? text.repeat(1 + 3000 / text.length()) : text;
  }

  private static String one(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
