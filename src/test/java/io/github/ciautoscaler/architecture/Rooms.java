package io.github.ciautoscaler.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules that keep the rooms apart. */
final class Rooms {

  static final String BASE = "io.github.ciautoscaler.";

  /** Which of our own rooms each room may know, beside itself. */
  static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("fleet", List.of()),
          Map.entry("plan", List.of("fleet")),
          Map.entry("bootstrap", List.of("fleet")),
          Map.entry("reconcile", List.of("fleet", "plan", "bootstrap")),
          Map.entry("forge", List.of("fleet", "reconcile")),
          Map.entry("hetzner", List.of("fleet", "reconcile")),
          Map.entry("kubernetes", List.of("fleet", "reconcile")),
          Map.entry("metrics", List.of("fleet", "plan", "reconcile")),
          Map.entry("api", List.of("fleet", "plan", "reconcile")),
          Map.entry("simulator", List.of("fleet", "plan", "reconcile")),
          Map.entry("sandbox", List.of("simulator", "fleet")));

  private Rooms() {}

  static ArchRule knowsOnly(String room) {
    List<String> strangers = new ArrayList<>();
    for (String other : MAY_KNOW.keySet()) {
      if (!other.equals(room) && !MAY_KNOW.getOrDefault(room, List.of()).contains(other)) {
        strangers.add(BASE + other + "..");
      }
    }
    strangers.add(BASE + "app..");
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(strangers.toArray(String[]::new))
        .because("the arrows between the rooms point one way")
        .allowEmptyShould(true);
  }

  /** The core knows the JDK and itself; the bootstrap room has its YAML library. */
  static ArchRule isPure(String room, String... libraries) {
    String[] allowed =
        Stream.concat(
                Stream.of(
                    "java..",
                    "org.jspecify..",
                    BASE + "fleet..",
                    BASE + "plan..",
                    BASE + "bootstrap..",
                    BASE + "reconcile..",
                    BASE + "simulator.."),
                Stream.of(libraries))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .because("the core runs in production, in the simulator and in a replay");
  }

  /** Time is injected: only the application's wiring reads a clock. */
  static ArchRule readsNoClock(String room) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("a run must be a pure function of what it was given");
  }

  /** No thread of its own. */
  static ArchRule startsNoThread(String room) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.concurrent.Executor.class)
        .because("the running of effects is a port");
  }
}
