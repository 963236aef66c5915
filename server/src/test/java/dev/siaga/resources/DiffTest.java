package dev.siaga.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class The_difference_of_two_specs {
  @Test
  void is_nothing_when_they_say_the_same() {
    assertThat(diff("{a: 1, b: {c: [1, 2]}}", "{b: {c: [1.0, 2]}, a: 1}")).isEmpty();
  }

  @Test
  void names_each_field_with_what_was_and_what_is() {
    assertThat(diff("{team: a, x: 1, deep: {y: true}}", "{team: b, deep: {y: false, z: q}}"))
        .containsExactly(
            "spec.deep.y true->false",
            "spec.deep.z null->\"q\"",
            "spec.team \"a\"->\"b\"",
            "spec.x 1->null");
  }

  @Test
  void shows_a_list_of_plain_values_as_a_whole() {
    assertThat(diff("{m: [a, b]}", "{m: [b]}")).containsExactly("spec.m [\"a\",\"b\"]->[\"b\"]");
  }

  @Test
  void goes_into_lists_of_objects() {
    assertThat(diff("{m: [{a: 1}, {a: 2}]}", "{m: [{a: 1}, {a: 3}, {a: 4}]}"))
        .containsExactly("spec.m[1].a 2->3", "spec.m[2] null->{\"a\":4}");
  }

  private static List<String> diff(String from, String to) {
    return Diff.of(Specs.of(from), Specs.of(to)).stream()
        .map(f -> f.field() + " " + f.from() + "->" + f.to())
        .toList();
  }
}
