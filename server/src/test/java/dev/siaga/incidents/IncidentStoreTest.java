package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.ID;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.OPENED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.incidents.IncidentEvent.Noted;
import dev.siaga.kernel.IncidentId;
import dev.siaga.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the schema and the store refuse, should the code above them ever forget a lock. */
final class IncidentStoreTest {
  final TestDatabase test = TestDatabase.fresh();
  final Handle handle = Jdbi.open(test.source());
  final IncidentStore store = new IncidentStore();
  final Head head = HeadFold.apply(ID, null, OPENED);

  @BeforeEach
  void open() {
    assertThat(store.insert(handle, head)).isTrue();
    store.append(handle, ID, 0, List.of(OPENED));
  }

  @AfterEach
  void close() {
    handle.close();
    test.close();
  }

  @Test
  void a_second_writer_of_the_same_step_is_refused() {
    store.append(handle, ID, 1, List.of(note("first")));
    assertThatThrownBy(() -> store.append(handle, ID, 1, List.of(note("second"))))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("incident_event_pkey");
  }

  @Test
  void a_head_that_was_read_before_another_was_written_is_refused() {
    store.update(handle, HeadFold.apply(ID, head, note("first")), 1);
    assertThatThrownBy(() -> store.update(handle, HeadFold.apply(ID, head, note("second")), 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_second_open_incident_of_a_group_is_not_written() {
    var other = new IncidentId(new UUID(0, 2));
    var event =
        new IncidentEvent.OpenedByAlert(
            NOON,
            13,
            OPENED.title(),
            "",
            OPENED.affected(),
            OPENED.groupKey(),
            Samples.firing(3, 3));
    assertThat(store.insert(handle, HeadFold.apply(other, null, event))).isFalse();
  }

  @Test
  void a_phase_that_does_not_go_with_its_times_is_refused() {
    assertThatThrownBy(() -> handle.execute("UPDATE incident SET phase = 'RESOLVED', open = false"))
        .hasMessageContaining("incident_check");
  }

  private static Noted note(String text) {
    return new Noted(NOON, BY_WISEN, text);
  }
}
