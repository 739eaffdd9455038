package io.github.ciautoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  private static final String TWO =
      """
      submitted_at_epoch_s,duration_s,label,repo,name
      1588690400,30,linux,acme/shop,"test (1, ""old"")"
      1588690374,4,linux,acme/shop,lint
      """;

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("jobs.csv"), content);
  }

  @Test
  void jobs_come_in_the_order_of_their_submission() throws Exception {
    JobTrace trace = TraceFile.read(file(TWO));

    assertThat(trace.jobs())
        .containsExactly(
            new PastJob(
                Instant.ofEpochSecond(1588690374),
                Duration.ofSeconds(4),
                "linux",
                "acme/shop",
                "lint"),
            new PastJob(
                Instant.ofEpochSecond(1588690400),
                Duration.ofSeconds(30),
                "linux",
                "acme/shop",
                "test (1, \"old\")"));
  }

  @Test
  void a_packed_file_is_read_like_a_plain_one() throws Exception {
    Path packed = directory.resolve("jobs.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(TWO.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(TraceFile.read(packed).jobs()).hasSize(2);
  }

  @Test
  void a_wrong_line_is_told_by_its_number_and_how_to_mend_it() throws Exception {
    Path wrong = file(TWO + "1588690500,long,linux,acme/shop,lint\n");

    assertThatThrownBy(() -> TraceFile.read(wrong))
        .hasMessage(
            "jobs.csv:4: duration_s is 'long'. Write whole seconds, 0 or more, as in 1588690374 or"
                + " 90.");
  }

  @Test
  void a_line_with_too_few_fields_is_told() throws Exception {
    Path wrong = file(TWO + "\n1588690500,4,linux\n");

    assertThatThrownBy(() -> TraceFile.read(wrong))
        .hasMessageContaining("jobs.csv:5: It has 3 fields. Write five");
  }

  @Test
  void a_quote_that_is_not_closed_is_told() throws Exception {
    Path wrong = file(TWO + "1588690500,4,linux,acme/shop,\"lint\n");

    assertThatThrownBy(() -> TraceFile.read(wrong))
        .hasMessageContaining("jobs.csv:4: A quote is not closed.");
  }

  @Test
  void another_first_line_or_no_job_or_no_file_is_told() throws Exception {
    assertThatThrownBy(() -> TraceFile.read(file("a,b\n"))).hasMessageContaining("first line");
    assertThatThrownBy(() -> TraceFile.read(file(TraceFile.HEADER + "\n")))
        .hasMessageContaining("has no job");
    assertThatThrownBy(() -> TraceFile.read(directory.resolve("none")))
        .hasMessageContaining("There is no file");
  }
}
