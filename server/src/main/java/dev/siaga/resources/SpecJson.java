package dev.siaga.resources;

import dev.siaga.kernel.Durations;
import java.time.Duration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How specs are read: lengths of time as people write them, everything else as Jackson does. */
final class SpecJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule("siaga").addDeserializer(Duration.class, new LengthOfTime()))
          .build();

  private SpecJson() {}

  private static final class LengthOfTime extends StdDeserializer<Duration> {
    LengthOfTime() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
      return Durations.parse(parser.getString());
    }
  }
}
