package io.github.ciautoscaler.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes times so that every program can read them: many refuse more than milliseconds. */
final class Milliseconds extends StdSerializer<Instant> {

  Milliseconds() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
    json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
