package dev.siaga.api;

import org.jspecify.annotations.Nullable;

/**
 * The form of a body, for the reader of requests and for the document that describes them.
 *
 * @param type the record of which it is made; absent for what is not JSON of ours
 */
record Shape(Form form, @Nullable Class<?> type) {
  /** How the record is contained in a body. */
  enum Form {
    NONE,
    ONE,
    /** As one, and something was made: 201. */
    MADE,
    /** {@code {"items": [...], "next": "..."}}. */
    PAGE,
    /** A file with a content type of its own. */
    FILE,
    /** JSON whose form is described elsewhere. */
    ANY,
    /** YAML text. */
    YAML
  }

  static final Shape NONE = new Shape(Form.NONE, null);
  static final Shape FILE = new Shape(Form.FILE, null);
  static final Shape ANY = new Shape(Form.ANY, null);
  static final Shape YAML = new Shape(Form.YAML, null);

  static Shape of(Class<?> type) {
    return new Shape(Form.ONE, type);
  }

  static Shape made(Class<?> type) {
    return new Shape(Form.MADE, type);
  }

  static Shape page(Class<?> type) {
    return new Shape(Form.PAGE, type);
  }

  int status() {
    return switch (form) {
      case NONE -> 204;
      case MADE -> 201;
      case ONE, PAGE, FILE, ANY, YAML -> 200;
    };
  }
}
