package io.github.ciautoscaler.app;

import io.github.ciautoscaler.app.loop.LoopClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What the process finds around itself. The sandbox puts its own world in the place of both, as
 * objects in a property source, before anything is wired.
 *
 * @param variables the environment variables
 * @param clock the world's clock; null: the system's
 */
public record Surroundings(Map<String, String> variables, @Nullable LoopClock clock) {

  /** A property whose value is a {@code Map<String, String>} laid over the environment. */
  public static final String VARIABLES = "sandbox.world.variables";

  /** A property whose value is a {@link LoopClock}. */
  public static final String CLOCK = "sandbox.world.clock";

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  static Surroundings of(Environment environment) {
    Map<String, String> variables = new HashMap<>(System.getenv());
    Optional.ofNullable(environment.getProperty(VARIABLES, Map.class))
        .ifPresent(world ->
            world.forEach(
                (key, value) -> variables.put(String.valueOf(key), String.valueOf(value))));
    return new Surroundings(variables, environment.getProperty(CLOCK, LoopClock.class));
  }
}
