package dev.siaga.incidents;

import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Text;

/** Where the times of an incident come from, in words. */
interface Sources {
  static Moment started(FiringAlert alert) {
    return new Moment(
        alert.startedAt(), Text.of("incidents.source.alert-started", alert.title().text()));
  }

  static Text detected(FiringAlert alert) {
    return Text.of(
        "incidents.source.alert-came", alert.title().text(), alert.integration().value());
  }

  static Text declared(Declared event) {
    return by("declared-" + Words.key(event.noticedBy()), event.by());
  }

  static Text acknowledged(Acknowledged event) {
    return by("acknowledged-" + Words.key(event.via()), event.by());
  }

  static Text by(String deed, Actor actor) {
    return Text.of("incidents.source." + deed, Sentences.name(actor));
  }
}
