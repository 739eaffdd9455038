package io.github.ciautoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {

  @TempDir Path directory;
  private Path jobs;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void a_small_trace() throws Exception {
    jobs =
        Files.writeString(
            directory.resolve("jobs.csv"),
            """
            submitted_at_epoch_s,duration_s,label,repo,name
            1588690374,300,linux,acme/shop,lint
            1588690374,600,linux,acme/shop,test
            """);
  }

  private int run(String... words) {
    String[] args = new String[words.length + 1];
    args[0] = "replay";
    System.arraycopy(words, 0, args, 1, words.length);
    return Replay.run(
        args,
        path -> {
          throw new BadInput("There is no file " + path + ".", "Look at its path.");
        },
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_table_has_a_row_for_each_policy_and_says_whose_it_is() {
    assertThat(run("--trace", jobs.toString(), "--policy", "ours,static:2")).isZero();

    assertThat(printed())
        .contains("jobs.csv: 2 jobs", "LB(0) 2, LB(90) 2, work 1; clairvoyant 2")
        .containsPattern("(?m)^ours +2 ")
        .containsPattern("(?m)^static:2 +2 ")
        .contains("ours: this program");
    assertThat(told()).contains("ours, seed 1: 100 %");
  }

  @Test
  void json_has_the_figures_of_each_policy() {
    assertThat(run("--trace", jobs.toString(), "--format", "json", "--seeds", "1..2")).isZero();

    JsonNode json = JsonMapper.shared().readTree(printed());
    assertThat(json.get("trace").asString()).isEqualTo("jobs.csv");
    JsonNode ours = json.get("policies").get(0);
    assertThat(ours.get("name").asString()).isEqualTo("ours");
    assertThat(ours.get("billedHours").asDouble()).isEqualTo(2);
    assertThat(ours.get("xLb0").asDouble()).isEqualTo(1);
    assertThat(ours.get("wait").get("max").asDouble()).isGreaterThan(50);
    assertThat(ours.get("killed").asDouble()).isZero();
    assertThat(json.get("policies").get(1).get("name").asString()).isEqualTo("original");
  }

  @Test
  void the_page_has_the_pictures_of_each_policy_and_fetches_nothing() throws Exception {
    Path page = directory.resolve("report.html");

    assertThat(run("--trace", jobs.toString(), "--html", page.toString())).isZero();

    String html = Files.readString(page);
    assertThat(html)
        .contains("Replay of jobs.csv", "<h3>ours</h3>", "<h3>original</h3>", "LB(90)", "2 h")
        .doesNotContain("<script", "<link", "src=", "NaN");
    assertThat(html.split("<svg ", -1)).as("cost, frontier, waits, machines twice").hasSize(6);
  }

  @Test
  void a_page_that_cannot_be_written_is_told() {
    assertThat(run("--trace", jobs.toString(), "--html", "no/such/directory/x.html")).isEqualTo(2);

    assertThat(told()).contains("x.html cannot be written. Its directory must be there.");
  }

  @Test
  void what_is_wrong_is_said_with_how_to_mend_it() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--generate", "S9")).isEqualTo(2);
    assertThat(run("--generate", "S1", "--seed", "1")).isEqualTo(2);
    assertThat(run("--generate", "S1", "--boot", "90-60")).isEqualTo(2);
    assertThat(run("--generate", "S1", "--policy", "best")).isEqualTo(2);
    assertThat(run("--generate", "S1", "--config")).isEqualTo(2);
    assertThat(run("--generate", "S1", "--config", "none.yaml")).isEqualTo(2);

    assertThat(told())
        .contains(
            "What is to be replayed? Give --trace FILE",
            "No generator is named S9.",
            "replay does not know '--seed'. Write some of --boot",
            "--boot is '90-60'.",
            "No policy is named 'best'.",
            "--config needs one value, once.",
            "There is no file none.yaml.");
    assertThat(printed()).isEmpty();
  }

  @Test
  void help_says_what_there_is() {
    assertThat(run("--help")).isZero();

    assertThat(printed()).contains("replay --trace FILE", "docs/economics.md");
  }
}
