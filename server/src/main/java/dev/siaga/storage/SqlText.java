package dev.siaga.storage;

/** A statement kept beside the code that runs it. A test prepares each one on a migrated schema. */
public interface SqlText {
  String sql();
}
