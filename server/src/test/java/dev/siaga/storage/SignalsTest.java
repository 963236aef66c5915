package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Method: two nodes on one database. */
@Tag("slow")
final class SignalsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final TestDatabase shared = TestDatabase.fresh();
  private final Database here = Databases.on(shared, InstantSource.system());
  private final Database there = Databases.on(shared, InstantSource.system());
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void a_word_reaches_the_other_node_and_this_one() {
    here.signals().on("news", word -> heard.add("here " + word));
    there.signals().on("news", word -> heard.add("there " + word));
    here.start();
    there.start();
    listening(2);
    say("spring");
    Await.until("both hear", SOON, () -> heard.containsAll(List.of("here spring", "there spring")));
  }

  @Test
  void a_listener_that_failed_is_told_to_look_again() {
    here.signals()
        .on(
            "news",
            word -> {
              heard.add(word);
              if (word.equals("spring")) {
                throw new IllegalStateException("the database is away just now");
              }
            });
    here.start();
    listening(1);
    say("spring");
    Await.until("it looks again", SOON, () -> heard.lastIndexOf("") > heard.indexOf("spring"));
  }

  @Test
  void what_was_missed_while_the_connection_was_lost_is_looked_for() {
    there.signals().on("news", heard::add);
    there.start();
    listening(1);
    int before = heard.size();
    assertThat(
            shared(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query LIKE 'LISTEN%'"))
        .isPositive();
    Await.until("it looks", SOON, () -> heard.size() > before);
  }

  private void listening(int nodes) {
    Await.until(
        "the nodes listen",
        SOON,
        () ->
            shared(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND query LIKE 'LISTEN%'")
                == nodes);
  }

  private int shared(String question) {
    return here.read("asking", handle -> handle.createQuery(question).mapTo(Integer.class).one());
  }

  private void say(String word) {
    here.inTransaction(
        "saying",
        tx -> {
          here.signals().send(tx, "news", word);
          return true;
        });
  }
}
