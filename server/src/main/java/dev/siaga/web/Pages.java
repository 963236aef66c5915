package dev.siaga.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The templates, compiled with the program. */
final class Pages {
  private static final int PAGE_CHARS = 8_192;
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.siaga.web.pages");

  String render(String template, Object page) {
    var out = new StringOutput(PAGE_CHARS);
    engine.render(template + ".jte", page, out);
    return out.toString();
  }
}
