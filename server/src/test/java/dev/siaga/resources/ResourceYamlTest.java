package dev.siaga.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.texts.Texts;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class A_configuration_file {
  private static final String TWO =
      """
      # people first
      kind: Person
      name: alastair
      spec:
        displayName: Alastair
        email: alastair@example.com
        methods:
          - channel: mail
          - {channel: hook, address: x}
      ---
      ---
      kind: Team
      name: engineering
      spec:
        members: [alastair]
        from: 09:00
        count: 3
        share: 1.5
        open: true
        lead: ~
      """;

  @Test
  void holds_several_documents_each_with_its_line() {
    var reading = ResourceYaml.read("team.yaml", TWO);
    assertThat(reading.mistakes()).isEmpty();
    assertThat(reading.documents())
        .extracting(
            d -> d.document().kind() + " " + d.document().name() + " " + d.document().line())
        .containsExactly("Person alastair 2", "Team engineering 12");
  }

  @Test
  void knows_the_line_of_every_field() {
    var person = ResourceYaml.read("team.yaml", TWO).documents().getFirst();
    assertThat(person.line("spec.email")).isEqualTo(6);
    assertThat(person.line("spec.methods[1].address")).isEqualTo(9);
    assertThat(person.line("spec.methods[0].address")).as("absent: of its parent").isEqualTo(8);
    assertThat(person.line("spec.timeZone")).as("absent: of the spec").isEqualTo(4);
    assertThat(person.line("nothing")).isEqualTo(2);
  }

  @Test
  void keeps_the_types_of_json_and_takes_times_of_day_as_text() {
    var spec = ResourceYaml.read("team.yaml", TWO).documents().getLast().document().spec();
    assertThat(spec)
        .hasToString(
            "{\"members\":[\"alastair\"],\"from\":\"09:00\",\"count\":3,\"share\":1.5,"
                + "\"open\":true,\"lead\":null}");
  }

  @Test
  void that_names_a_field_twice_is_refused_with_the_line() {
    assertThat(told("kind: Person\nname: x\nspec:\n  email: a\n  email: b\n"))
        .containsExactly("f.yaml:5:spec.email names the same field twice");
  }

  @Test
  void that_is_no_yaml_is_refused_with_the_line() {
    assertThat(told("kind: Person\nname: [\n"))
        .singleElement()
        .asString()
        .startsWith("f.yaml:3: is not YAML");
  }

  @Test
  void must_hold_kind_name_and_spec_and_nothing_else() {
    assertThat(told("kind: Person\nspec: {}\nmetadata: 1\n"))
        .containsExactly(
            "f.yaml:1:name is required",
            "f.yaml:3:metadata there is no such field; the fields are kind, name, spec");
    assertThat(told("- 1\n"))
        .containsExactly("f.yaml:1: is not a document with kind, name and spec");
  }

  @Test
  void with_a_tag_of_its_own_is_refused() {
    assertThat(told("kind: Person\nname: x\nspec:\n  a: !!binary aGVsbG8=\n"))
        .containsExactly(
            "f.yaml:4:spec.a holds a value of a kind that is not allowed here"
                + " (tag:yaml.org,2002:binary)");
  }

  /** Eight anchors of nine aliases each: 43 million nodes out of half a page. */
  @Test
  void that_grows_without_end_is_refused() {
    var text = new StringBuilder("kind: Person\nname: x\nspec:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 8; i++) {
      var aliases = String.join(" , ", Collections.nCopies(9, "*a" + (i - 1)));
      text.append("  a%d: &a%d [%s]\n".formatted(i, i, aliases));
    }
    assertThat(told(text.toString())).hasSize(1);
  }

  @Test
  void comes_back_as_it_was_written() {
    var documents = documents(TWO);
    assertThat(documents(ResourceYaml.write(documents)))
        .extracting(Document::spec)
        .isEqualTo(documents.stream().map(Document::spec).toList());
  }

  private static List<Document> documents(String yaml) {
    return ResourceYaml.read("f.yaml", yaml).documents().stream()
        .map(ResourceYaml.Located::document)
        .toList();
  }

  private static List<String> told(String yaml) {
    var texts = new Texts();
    return ResourceYaml.read("f.yaml", yaml).mistakes().stream()
        .map(m ->
            "%s:%d:%s %s"
                .formatted(m.file(), m.line(), m.field(), texts.render(m.why(), Locale.ENGLISH)))
        .toList();
  }
}
