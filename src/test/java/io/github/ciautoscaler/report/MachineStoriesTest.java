package io.github.ciautoscaler.report;

import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of one machine, also when it is gone. */
class MachineStoriesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final MachineStories stories = new MachineStories();
  private final EventStream stream = new EventStream(List.of(stories));

  @Test
  void a_machine_that_a_new_process_finds_begins_with_what_its_faces_carry() {
    stream.onPass(ReportBuilder.at(NOW).machine(idle(1, NOW.minusSeconds(1800), NOW)).build());

    MachineStory story = stories.of(name(1)).orElseThrow();

    assertThat(story.lines().getFirst().recorded()).isTrue();
    assertThat(story.lines().getFirst().at()).isEqualTo(NOW.minusSeconds(1800));
    assertThat(texts(story)).contains("Its server was created.", "It is Idle.");
  }

  @Test
  void each_state_and_each_new_reason_is_told_once() {
    stream.onPass(ReportBuilder.at(NOW).machine(provisioning(1, NOW)).build());
    for (int i = 1; i < 4; i++) {
      stream.onPass(
          waits(NOW.plusSeconds(60 + i)).reason(name(1), Code.PAID_UNTIL, "Idle.").build());
    }
    stream.onPass(waits(NOW.plusSeconds(70)).reason(name(1), Code.KEPT_READY, "Held.").build());

    assertThat(texts(stories.of(name(1)).orElseThrow()))
        .containsSubsequence(
            "It is Provisioning.", "Idle.", "It was Provisioning and is Idle.", "Held.")
        .doesNotHaveDuplicates();
  }

  @Test
  void a_machine_that_is_gone_is_told_of_for_a_day_and_then_forgotten() {
    stream.onPass(waits(NOW).build());
    stream.onPass(ReportBuilder.at(NOW.plusSeconds(60)).build());
    assertThat(stories.of(name(1)).orElseThrow().gone()).isEqualTo(NOW.plusSeconds(60));

    stream.onPass(ReportBuilder.at(NOW.plus(Duration.ofHours(24))).build());
    assertThat(stories.of(name(1))).isPresent();

    stream.onPass(ReportBuilder.at(NOW.plus(Duration.ofHours(26))).build());
    assertThat(stories.of(name(1))).isEmpty();
  }

  @Test
  void a_long_life_keeps_its_beginning_and_its_latest_lines() {
    for (int i = 0; i < 2 * MachineStories.MOST_LINES; i++) {
      Code code = i % 2 == 0 ? Code.PAID_UNTIL : Code.KEPT_READY;
      stream.onPass(waits(NOW.plusSeconds(i)).reason(name(1), code, "Pass " + i + ".").build());
    }

    List<String> texts = texts(stories.of(name(1)).orElseThrow());
    assertThat(texts).hasSize(MachineStories.MOST_LINES).contains("Its server was created.");
    assertThat(texts.getLast()).isEqualTo("Pass " + (2 * MachineStories.MOST_LINES - 1) + ".");
  }

  private static ReportBuilder waits(Instant now) {
    return ReportBuilder.at(now).machine(idle(1, NOW.minusSeconds(1800), NOW));
  }

  private static List<String> texts(MachineStory story) {
    return story.lines().stream().map(line -> line.told().text()).toList();
  }
}
