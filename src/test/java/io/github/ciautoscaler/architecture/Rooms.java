package io.github.ciautoscaler.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that keep the rooms apart. */
final class Rooms {

  static final String BASE = "io.github.ciautoscaler.";

  /** Which of our own rooms each room may know, beside itself. */
  static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("fleet", List.of()),
          Map.entry("fit", List.of("fleet")),
          Map.entry("plan", List.of("fleet", "fit")),
          Map.entry("bootstrap", List.of("fleet")),
          Map.entry("reconcile", List.of("fleet", "plan")),
          Map.entry("http", List.of("fleet")),
          Map.entry("forge", List.of("fleet", "reconcile", "http")),
          Map.entry("hetzner", List.of("fleet", "reconcile", "http")),
          Map.entry("kubernetes", List.of("fleet", "reconcile", "http")),
          Map.entry("report", List.of("fleet", "plan", "reconcile")),
          Map.entry("metrics", List.of("fleet", "plan", "reconcile", "report")),
          Map.entry("api", List.of("fleet", "plan", "reconcile", "report")),
          Map.entry("page", List.of("fleet", "plan", "reconcile", "report", "api")),
          Map.entry("simulator", List.of("fleet", "plan", "bootstrap", "reconcile")),
          Map.entry("settings", List.of("fleet")),
          Map.entry("convert", List.of("fleet", "bootstrap", "settings")),
          Map.entry(
              "replay",
              List.of("fleet", "plan", "bootstrap", "reconcile", "simulator", "settings")),
          Map.entry("sandbox", List.of("simulator", "fleet")));

  private static final Class<?>[] REMOVING = {
    Effect.DeleteServer.class,
    Effect.DeleteRunner.class,
    Effect.DeleteNode.class,
    Effect.DisableRunner.class,
    Effect.EvictPod.class,
    StateChange.RunnersForgotten.class
  };

  /** Of single things, which are not lists, they give what was known last. */
  private static final Set<String> DOORS =
      Set.of(Tracked.class.getName(), LastSeen.class.getName(), Observation.class.getName());

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
                    BASE + "fit..",
                    BASE + "plan..",
                    BASE + "bootstrap..",
                    BASE + "reconcile..",
                    BASE + "report..",
                    BASE + "simulator..",
                    BASE + "settings.."),
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

  /** The HTTP room could serve another program: of ours it knows what a secret is, no more. */
  static ArchRule isHttpAlone() {
    return classes()
        .that()
        .resideInAPackage(BASE + "http..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.reactivestreams..",
                    "reactor..",
                    "org.springframework.core..",
                    "org.springframework.http..",
                    "org.springframework.util..",
                    "org.springframework.web..",
                    "tools.jackson..",
                    BASE + "http..")
                .or(type(Secret.class)))
        .because("it knows HTTP, and neither Gitea nor Hetzner nor what we do with them");
  }

  /** Time is injected: only the application's wiring reads a clock. */
  static ArchRule readsNoClock(String room) {
    return readsNoDate(room)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .because("a run must be a pure function of what it was given");
  }

  /** What is left to who bounds calls by the time that they take. */
  static ClassesShouldConjunction readsNoDate(String room) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class);
  }

  /** What takes something away is made from fresh, complete lists alone. */
  static ArchRule onlyEvidenceRemoves() {
    return noClasses()
        .that(describe("are not Evidence", it -> !it.getName().equals(BASE + "plan.Evidence")))
        .should()
        .callConstructorWhere(targetOwner(belongToAnyOf(REMOVING)))
        .because("unknown is never zero");
  }

  /** Of what was last known, lists are gone through, and not asked whether they are empty. */
  static ArchRule asksNotWhatWasKnown(String room) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .and(describe("are not its doors", it -> !DOORS.contains(it.getName())))
        .should()
        .callMethod(Tracked.class, "known")
        .orShould()
        .callMethod(Tracked.class, "lastComplete")
        .because("only Fresh proves that something is not there");
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

  /** What is made by position has at most five parts: more are grouped by what they are about. */
  static ArchRule hasNarrowRecords(String room) {
    return classes()
        .that()
        .resideInAPackage(BASE + room + "..")
        .and()
        .areRecords()
        .should(
            new ArchCondition<JavaClass>("have at most five parts") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                int parts = type.reflect().getRecordComponents().length;
                String said = type.getName() + " has " + parts + " parts";
                events.add(new SimpleConditionEvent(type, parts <= 5, said));
              }
            });
  }
}
