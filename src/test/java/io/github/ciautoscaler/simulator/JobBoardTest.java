package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forge's jobs where there are more of them than are kept. */
class JobBoardTest {

  private final ForgeWorld forge = new World(WorldSettings.standard(7)).forge();

  @Test
  void cancelling_a_job_skips_all_that_need_it_however_many() {
    List<JobSpec> specs = new ArrayList<>();
    specs.add(JobSpec.of("prepare", Duration.ofMinutes(1), "linux"));
    for (int i = 1; i <= 2_500; i++) {
      specs.add(JobSpec.of("test (" + i + ")", Duration.ofMinutes(1), "linux").needs("prepare"));
    }
    List<ForgeJob> jobs = forge.submit(forge.repos().getFirst(), specs);

    assertThat(forge.jobs(Status.BLOCKED)).hasSize(2_500);
    assertThat(forge.cancel(jobs.getFirst())).isTrue();

    assertThat(jobs).allMatch(job -> job.is(Status.COMPLETED));
    assertThat(forge.jobs(Status.BLOCKED)).isEmpty();
    assertThat(forge.jobs()).as("the latest completed ones are kept").hasSize(2_000);
  }

  @Test
  void a_re_run_job_is_open_again_under_its_id() {
    ForgeJob job =
        forge
            .submit(
                forge.repos().getFirst(),
                List.of(JobSpec.of("build", Duration.ofMinutes(1), "linux")))
            .getFirst();
    forge.cancel(job);
    assertThat(forge.jobs(Status.QUEUED)).isEmpty();

    assertThat(forge.rerun(job)).isTrue();

    assertThat(forge.jobs(Status.QUEUED)).containsExactly(job);
    assertThat(forge.job(job.id())).contains(job);
  }
}
