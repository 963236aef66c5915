package dev.siaga.resources;

/**
 * A kind of resource, registered by the capability that owns it.
 *
 * @param spec a record that Jackson reads; what is absent in JSON is null there, so its compact
 *     constructor fills in defaults
 * @param schemaPath the JSON Schema (2020-12) on the class path: it is checked first and reports
 *     every mistake, so that reading the record cannot fail
 * @param check what a schema cannot say, over everything as it would be afterwards
 */
public record Kind<T>(String name, Class<T> spec, String schemaPath, SpecCheck<T> check) {
  public static <T> Kind<T> of(Class<T> spec, String name, SpecCheck<T> check) {
    return new Kind<>(name, spec, "/schemas/" + name + ".json", check);
  }

  @Override
  public String toString() {
    return name;
  }
}
