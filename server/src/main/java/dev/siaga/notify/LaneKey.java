package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Sha256;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** One method of one person, for one urgency: pages are not held up behind anything else. */
record LaneKey(Name person, Name channel, String address, Urgency urgency) {
  private static final int HASH_DIGITS = 24;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Only what is urgent and goes to a person is bundled: a program wants each by itself. */
  static Optional<LaneKey> of(Delivery delivery) {
    var person = delivery.person();
    return person != null && delivery.urgency().leavesAtOnce()
        ? Optional.of(
            new LaneKey(person, delivery.channel(), delivery.address(), delivery.urgency()))
        : Optional.empty();
  }

  static LaneKey parse(String body) {
    return JSON.readValue(body, LaneKey.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  /** The key of the message that names all pages which gather until then. */
  String bundle(Instant at) {
    var hash = Sha256.hex(json()).substring(0, HASH_DIGITS);
    return "bundle/" + hash + "/" + at.toEpochMilli();
  }
}
