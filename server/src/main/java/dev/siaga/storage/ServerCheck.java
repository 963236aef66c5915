package dev.siaga.storage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses a PostgreSQL that Siaga can't live in, with the reason, before anything is written. */
final class ServerCheck {
  static final int MAJOR_MIN = 15;
  private static final int MAJOR_TRIED = 18;
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  private ServerCheck() {}

  static void refuseUnfit(DataSource pool) {
    try (var connection = pool.getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < MAJOR_MIN) {
        throw new StorageFault(
            "the PostgreSQL of SIAGA_DATABASE_URL is version %d; Siaga needs %d or newer"
                .formatted(major, MAJOR_MIN));
      }
      if (major > MAJOR_TRIED) {
        LOG.warn(
            "PostgreSQL {} is newer than what this Siaga was tried with, {}", major, MAJOR_TRIED);
      }
      var encoding = encoding(connection);
      if (!encoding.equals("UTF8")) {
        throw new StorageFault(
            "the database of SIAGA_DATABASE_URL has encoding %s; Siaga needs UTF8: CREATE DATABASE"
                    .formatted(encoding)
                + " siaga ENCODING 'UTF8' TEMPLATE template0");
      }
    } catch (SQLException away) {
      throw new StorageFault("connecting to PostgreSQL", away);
    }
  }

  private static String encoding(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW server_encoding")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
