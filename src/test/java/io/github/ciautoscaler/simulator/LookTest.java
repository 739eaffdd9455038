package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as the look before an effect. */
class LookTest {

  private final World world = new World(WorldSettings.standard(7));
  private final Answers answers = new Answers(world);
  private final Look mine = new Look();

  private Reading<List<String>> nothing() {
    return new Reading.Complete<>(List.of(), world.now());
  }

  private void passReadsJobs() {
    answers.answered(Asked.RUNNING, nothing());
  }

  private void takesALook(Look look) {
    look.sends(answers.jobsListed());
    boolean before = answers.acting(true);
    Look outer = answers.looks(look);
    answers.answered(Asked.RUNNING, nothing());
    answers.answered(Asked.RUNNERS, nothing());
    answers.looks(outer);
    answers.acting(before);
  }

  @Test
  void what_others_read_while_an_effect_is_on_its_way_is_no_look_before_it() {
    takesALook(mine);
    Instant looked = world.now();
    mine.sends(answers.jobsListed());
    world.advance(Duration.ofSeconds(5));
    passReadsJobs();
    takesALook(new Look());
    answers.looks(mine);
    assertThat(answers.look().jobsKnown()).isEqualTo(looked);
    assertThat(answers.look().last()).isEqualTo(looked);
  }

  @Test
  void who_took_no_look_knows_what_a_pass_had_read_when_it_was_sent() {
    passReadsJobs();
    Instant listed = world.now();
    mine.sends(answers.jobsListed());
    world.advance(Duration.ofSeconds(5));
    passReadsJobs();
    assertThat(mine.jobsKnown()).isEqualTo(listed);
    assertThat(mine.last()).isEqualTo(Instant.MIN);
  }

  @Test
  void a_look_without_an_answer_is_none() {
    mine.sends(answers.jobsListed());
    answers.acting(true);
    answers.looks(mine);
    answers.answered(
        Asked.RUNNING, new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "simulated", world.now()));
    answers.answered(Asked.RUNNERS, nothing());
    assertThat(mine.isFailed()).isTrue();
    assertThat(mine.last()).isEqualTo(Instant.MIN);
  }
}
