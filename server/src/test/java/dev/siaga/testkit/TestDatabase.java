package dev.siaga.testkit;

import static java.util.Objects.requireNonNull;

import dev.siaga.storage.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated database of a test's own, cloned in tens of milliseconds.
 *
 * <p>One embedded server a test JVM, started with the first database; or the server that the
 * environment variable {@code SIAGA_TEST_PG} names (a JDBC URL with user and password, whose user
 * may create databases).
 */
public record TestDatabase(String url, String user, String password, DataSource source)
    implements AutoCloseable {

  public static TestDatabase fresh() {
    return Server.Holder.SERVER.create(true);
  }

  /** Without any migration. */
  public static TestDatabase empty() {
    return Server.Holder.SERVER.create(false);
  }

  /** Need not be called: all goes when the JVM ends. It frees the disk earlier. */
  @Override
  public void close() {
    Server.Holder.SERVER.drop(name());
  }

  /** All connections to it break, and no new one is let in, as if its server were away. */
  public void goAway() {
    Server.Holder.SERVER.goAway(name());
  }

  public void comeBack() {
    Server.Holder.SERVER.comeBack(name());
  }

  public String name() {
    return requireNonNull(((PGSimpleDataSource) source).getDatabaseName());
  }

  /** The server behind all databases of this JVM. */
  private static final class Server {
    private static final class Holder {
      static final Server SERVER = new Server();
    }

    private final String prefix = "siaga_test_" + ProcessHandle.current().pid() + "_";
    private final Deque<String> created = new ArrayDeque<>();
    private final Properties address;
    private final AutoCloseable embedded;
    private final Connection connection;
    private final String template;
    private int count;

    private Server() {
      try {
        var external = System.getenv("SIAGA_TEST_PG");
        if (external == null) {
          var server = TestServer.start();
          embedded = server;
          address = parsed(server.jdbcUrl());
          address.setProperty("user", server.user());
          address.setProperty("password", server.password());
        } else {
          embedded = () -> {};
          address = parsed(external);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        connection = source(given(PGProperty.PG_DBNAME)).getConnection();
        template = create("template0").name();
        TestServer.migrate(source(template));
      } catch (SQLException failure) {
        throw new IllegalStateException("no database server for tests", failure);
      }
    }

    private String given(PGProperty part) {
      return requireNonNull(part.getOrDefault(address), part.getName());
    }

    private static Properties parsed(String url) {
      var properties = Driver.parseURL(url, new Properties());
      if (properties == null) {
        throw new IllegalStateException("SIAGA_TEST_PG is not a jdbc:postgresql:// URL");
      }
      return properties;
    }

    TestDatabase create(boolean migrated) {
      return create(migrated ? template : "template0");
    }

    private synchronized TestDatabase create(String from) {
      var name = prefix + count++;
      run("CREATE DATABASE " + name + " TEMPLATE " + from + " ENCODING 'UTF8'");
      created.add(name);
      var source = source(name);
      return new TestDatabase(
          source.getUrl(), given(PGProperty.USER), given(PGProperty.PASSWORD), source);
    }

    synchronized void drop(String name) {
      if (created.remove(name)) {
        goAway(name);
        run("DROP DATABASE " + name);
      }
    }

    /** Ends only what is ours: an autovacuum worker is the server's, which DROP ends by itself. */
    synchronized void goAway(String name) {
      run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      run(
          """
          SELECT pg_terminate_backend(pid)
            FROM pg_stat_activity
           WHERE datname = '%s' AND usename = current_user
          """
              .formatted(name));
    }

    synchronized void comeBack(String name) {
      run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    private void run(String statement) {
      try (var sql = connection.createStatement()) {
        sql.execute(statement);
      } catch (SQLException failure) {
        throw new IllegalStateException(statement, failure);
      }
    }

    private PGSimpleDataSource source(String name) {
      var source = new PGSimpleDataSource();
      source.setServerNames(new String[] {given(PGProperty.PG_HOST)});
      source.setPortNumbers(new int[] {Integer.parseInt(given(PGProperty.PG_PORT))});
      source.setUser(given(PGProperty.USER));
      source.setPassword(given(PGProperty.PASSWORD));
      source.setDatabaseName(name);
      return source;
    }

    private synchronized void close() {
      try (embedded;
          connection) {
        if (!(embedded instanceof TestServer)) {
          List.copyOf(created).forEach(this::drop);
        }
      } catch (Exception failure) {
        throw new IllegalStateException("the test databases remain", failure);
      }
    }
  }
}
