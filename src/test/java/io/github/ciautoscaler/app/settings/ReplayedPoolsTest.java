package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.replay.Replay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of pools is replayed as a start with it would read it. */
class ReplayedPoolsTest {

  private static final String POOLS =
      """
      autoscaler:
        pools:
          - name: amd64
            labels: [linux, amd64]
            server-types: [cpx32]
            locations: [nbg1]
            slots: 2
            max: 5
          - name: arm64
            labels: [linux, arm64]
            server-types: [cax21]
            locations: [fsn1]
            max: 3
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path jobs;

  @BeforeEach
  void jobs_of_two_kinds() throws IOException {
    jobs =
        Files.writeString(
            directory.resolve("jobs.csv"),
            """
            submitted_at_epoch_s,duration_s,label,repo,name
            1588690374,300,linux arm64,acme/shop,lint
            1588690374,600,amd64,acme/shop,test
            1588690374,600,amd64,acme/shop,test
            """);
  }

  private int replay(String pools) throws IOException {
    Path file = Files.writeString(directory.resolve("pools.yaml"), pools);
    String[] args = {
      "replay", "--trace", jobs.toString(), "--config", file.toString(), "--policy", "ours"
    };
    return Replay.run(
        args,
        PlanFile::read,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void each_job_runs_in_the_pool_that_fits_it_and_two_share_a_machine() throws Exception {
    assertThat(replay(POOLS)).as(err.toString(StandardCharsets.UTF_8)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("(?m)^ours +2 .* 2 +2$");
  }

  @Test
  void a_wrong_pool_is_told_as_the_start_tells_it() throws Exception {
    assertThat(replay(POOLS.replace("max: 3", "max: many"))).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("replay: ", "max", "many");
  }
}
