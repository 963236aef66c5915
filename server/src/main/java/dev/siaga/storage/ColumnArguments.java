package dev.siaga.storage;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Binds arrays of texts, integers, longs and bytes as they are: the driver sends these in
 * PostgreSQL's binary form, while what {@code bindArray} makes of them, an {@code Object[]},
 * becomes a text that both sides quote and parse, element by element. Batches of rows go as such
 * columns.
 */
final class ColumnArguments implements ArgumentFactory.Preparable {
  private static final Map<Type, String> ELEMENTS =
      Map.of(
          String[].class, "text",
          Integer[].class, "int4",
          Long[].class, "int8",
          byte[][].class, "bytea");

  @Override
  public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
    return Optional.ofNullable(ELEMENTS.get(type)).map(ColumnArguments::column);
  }

  private static Function<Object, Argument> column(String element) {
    return values ->
        (position, statement, _) ->
            statement.setArray(
                position, statement.getConnection().createArrayOf(element, (Object[]) values));
  }
}
