package io.github.ciautoscaler.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.ciautoscaler.fleet.planted.Trespasser;
import io.github.ciautoscaler.http.planted.Insider;
import io.github.ciautoscaler.plan.planted.Remover;
import io.github.ciautoscaler.plan.planted.Wide;
import io.github.ciautoscaler.report.planted.Gossip;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.ciautoscaler");

  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .importClasses(Trespasser.class, Insider.class, Gossip.class, Remover.class, Wide.class);

  static Stream<String> rooms() {
    return Rooms.MAY_KNOW.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void everyRoomKnowsOnlyWhatItMay(String room) {
    Rooms.knowsOnly(room).check(PRODUCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet", "fit", "plan", "reconcile", "report", "settings"})
  void theCoreKnowsNoLibrary(String room) {
    Rooms.isPure(room).check(PRODUCTION);
  }

  /**
   * What a machine boots with is YAML: one room writes it, and the machines of the other read it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bootstrap", "simulator"})
  void whoKnowsUserDataKnowsOnlyTheYamlLibrary(String room) {
    Rooms.isPure(room, "org.yaml.snakeyaml..").check(PRODUCTION);
  }

  static Stream<String> roomsWithoutAClock() {
    return rooms().filter(room -> !room.equals("sandbox") && !room.equals("http"));
  }

  /**
   * The sandbox drives its world in real time, and calls are bounded by real time; nobody else
   * reads a clock but the application.
   */
  @ParameterizedTest
  @MethodSource("roomsWithoutAClock")
  void noOtherRoomReadsAClock(String room) {
    Rooms.readsNoClock(room).check(PRODUCTION);
  }

  @Test
  void theHttpRoomMeasuresTimeAndKnowsNoDate() {
    Rooms.readsNoDate("http").check(PRODUCTION);
  }

  @Test
  void theHttpRoomKnowsOnlyHttp() {
    Rooms.isHttpAlone().check(PRODUCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet", "fit", "plan", "bootstrap", "reconcile", "report", "settings"})
  void theCoreStartsNoThread(String room) {
    Rooms.startsNoThread(room).check(PRODUCTION);
  }

  @Test
  void onlyFreshAndCompleteListsTakeSomethingAway() {
    Rooms.onlyEvidenceRemoves().check(PRODUCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet", "fit", "plan"})
  void theCoreTakesNothingUnknownForEmpty(String room) {
    Rooms.asksNotWhatWasKnown(room).check(PRODUCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet", "plan", "reconcile", "report"})
  void noRecordOfTheCoreIsMadeOfMoreThanFiveParts(String room) {
    Rooms.hasNarrowRecords(room).check(PRODUCTION);
  }

  @Test
  void aPlantedTrespasserIsCaughtByEachKindOfRule() {
    assertCaught(Rooms.knowsOnly("fleet"), "Planner");
    assertCaught(Rooms.readsNoClock("fleet"), "Instant.now");
    assertCaught(Rooms.isHttpAlone(), "RateLimit");
    assertCaught(Rooms.knowsOnly("report"), "FleetMetrics");
    assertCaught(Rooms.isPure("report"), "FleetMetrics");
    assertCaught(Rooms.readsNoClock("report"), "Instant.now");
    assertCaught(Rooms.readsNoDate("http"), "Instant.now");
    assertCaught(Rooms.hasNarrowRecords("plan"), "Wide has 6 parts");
    assertCaught(Rooms.onlyEvidenceRemoves(), "DeleteServer");
    assertCaught(Rooms.asksNotWhatWasKnown("plan"), "Tracked.known");
  }

  private static void assertCaught(ArchRule rule, String name) {
    assertThatThrownBy(() -> rule.check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(name);
  }
}
