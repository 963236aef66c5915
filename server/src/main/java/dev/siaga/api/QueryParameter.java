package dev.siaga.api;

/** What can stand after the question mark of an address. */
enum QueryParameter {
  OPEN_ONLY("open", "boolean", "Only those that are open, or only those that are not"),
  PHASE("phase", "string", "Only those in this phase"),
  PRIORITY("priority", "string", "Only those with this priority"),
  SERVICE("service", "string", "Only those of this service"),
  TEAM("team", "string", "Only those of this team"),
  TEXT("text", "string", "A part of the title, or a number such as #12"),
  FIRING("firing", "boolean", "Only those that fire, or only those that ended"),
  ANSWER("answer", "string", "Only those that page, or only those that were recorded"),
  INTEGRATION("integration", "string", "Only those that this integration sent"),
  LABEL(
      "label", "string", "A matcher such as severity=\"critical\"; may be repeated, all must hold"),
  SINCE("since", "date-time", "Only what fires or ended after this instant; by default a day ago"),
  KIND("kind", "string", "Only this kind"),
  WHY("why", "string", "Why, for those who read the history"),
  FILE_NAME("fileName", "string", "The name of the file, when its bytes are the body"),
  TITLE("title", "string", "What the file shows, when its bytes are the body"),
  SOURCE("source", "string", "Where the file is from, when its bytes are the body"),
  AT("at", "date-time", "At that instant instead of now"),
  CURSOR("cursor", "string", "The next of the part before"),
  LIMIT("limit", "integer", "How many at most");

  final String text;
  final String type;
  final String description;

  QueryParameter(String text, String type, String description) {
    this.text = text;
    this.type = type;
    this.description = description;
  }
}
