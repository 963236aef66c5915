package dev.siaga.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** A database's schema as text, read from PostgreSQL's catalogue and sorted by name. */
final class Schema {
  private static final String TABLES =
      """
      SELECT relation.relname
        FROM pg_catalog.pg_class relation
        JOIN pg_catalog.pg_namespace space ON space.oid = relation.relnamespace
       WHERE space.nspname = 'public' AND relation.relkind IN ('r', 'p')
         AND relation.relname <> 'flyway_schema_history'
       ORDER BY relation.relname COLLATE "C"
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
             || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
             || coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_catalog.pg_attribute a
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum
      """;

  /** Without NOT NULL, which some versions of PostgreSQL also list as constraints. */
  private static final String CONSTRAINTS =
      """
      SELECT conname || ' ' || pg_catalog.pg_get_constraintdef(oid)
        FROM pg_catalog.pg_constraint
       WHERE conrelid = ?::regclass AND contype <> 'n'
       ORDER BY conname COLLATE "C"
      """;

  private static final String INDEXES =
      """
      SELECT pg_catalog.pg_get_indexdef(i.indexrelid)
        FROM pg_catalog.pg_index i
        LEFT JOIN pg_catalog.pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')
       WHERE i.indrelid = ?::regclass AND c.oid IS NULL
       ORDER BY i.indexrelid::regclass::text COLLATE "C"
      """;

  private static final String OTHERS =
      """
      SELECT kind || ' ' || name
        FROM (SELECT 'sequence' AS kind, sequencename AS name
                FROM pg_catalog.pg_sequences WHERE schemaname = 'public'
              UNION ALL
              SELECT 'view', viewname FROM pg_catalog.pg_views WHERE schemaname = 'public'
              UNION ALL
              SELECT 'trigger', tgname FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
              UNION ALL
              SELECT 'function', proname
                FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::regnamespace
              UNION ALL
              SELECT 'extension', extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'
             ) other
       ORDER BY kind COLLATE "C", name
      """;

  private Schema() {}

  static String of(Handle handle) {
    var parts = new ArrayList<String>();
    for (var table : handle.createQuery(TABLES).mapTo(String.class).list()) {
      parts.add(table(handle, table));
    }
    parts.add(lines("", handle.createQuery(OTHERS).mapTo(String.class).list()));
    return String.join("\n", parts);
  }

  private static String table(Handle handle, String table) {
    return table
        + "\n"
        + lines("  ", rows(handle, COLUMNS, table))
        + lines("  ", rows(handle, CONSTRAINTS, table))
        + lines("  ", rows(handle, INDEXES, table));
  }

  private static List<String> rows(Handle handle, String query, String table) {
    return handle.createQuery(query).bind(0, table).mapTo(String.class).list();
  }

  private static String lines(String indent, List<String> lines) {
    return lines.stream().map(line -> indent + line + "\n").collect(Collectors.joining());
  }
}
