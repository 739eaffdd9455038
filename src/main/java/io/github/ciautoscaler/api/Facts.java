package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.WhyView.FactView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is known, in the order in which it is told; what is not known is left out. */
final class Facts {

  private final List<FactView> facts = new ArrayList<>();

  Facts add(String name, @Nullable Object value) {
    if (value != null) {
      facts.add(new FactView(name, text(value)));
    }
    return this;
  }

  private static String text(Object value) {
    return value instanceof Instant at
        ? at.truncatedTo(ChronoUnit.SECONDS).toString()
        : value.toString();
  }

  List<FactView> all() {
    return List.copyOf(facts);
  }
}
