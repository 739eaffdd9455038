package io.github.ciautoscaler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The same as the API says, for people in a terminal. */
@ApiTest
class TablesTest {

  private final Http http;
  private final EventStream passes;

  @Autowired
  TablesTest(@LocalServerPort int port, EventStream passes) {
    this.http = new Http(port);
    this.passes = passes;
  }

  @BeforeEach
  void onePass() {
    passes.onPass(SampleReports.full().build());
  }

  @Test
  void nodes_stand_below_their_columns() {
    List<String> lines = table("/api/nodes").lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("NAME                 POOL      STATE   SINCE");
    assertThat(lines.get(1))
        .startsWith("ci-runner-00000001   default   Busy    58m     build 7   ccx33@nbg1   60m")
        .endsWith("RUNNING_JOB: It runs build 7.");
    assertThat(lines.get(2)).contains("Idle    60s     -         ccx33@nbg1   30m");
  }

  @Test
  void jobs_pools_and_status_are_tables_too() {
    assertThat(table("/api/jobs")).contains("ID", "NOT_OFFERED").contains("ci-runner-00000002");
    assertThat(table("/api/pools")).contains("WHY NO MORE", "AT_MAX_NODES: Full.");
    assertThat(table("/api/status")).contains("queued jobs", "SOURCE", "AT_MAX_NODES");
  }

  @Test
  void why_marks_the_rule_that_decides() {
    assertThat(table("/api/machines/ci-runner-00000001/why"))
        .contains("changed by   The job ends.", "RULE", "QUESTION");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, text/plain",
    "application/json, application/json",
    "*/*, application/json"
  })
  void who_accepts_text_alone_gets_the_table(String accept, String type) {
    assertThat(http.get("/api/nodes", "Accept", accept).header("Content-Type")).startsWith(type);
  }

  @Test
  void a_format_that_there_is_not_is_refused() {
    assertThat(http.get("/api/nodes?format=xml").problem()).isEqualTo("invalid-request");
  }

  @Test
  void no_cell_breaks_its_row() {
    assertThat(new TextTable("A", "B").row("one\ntwo\u001b[31m", null).text())
        .isEqualTo("A              B\none?two?[31m   -\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT42S=42s", "PT7M=7m", "PT3H=3h", "PT3H10M=3h10m", "P12D=12d"})
  void ages_are_short(String both) {
    String[] is = both.split("=", 2);
    assertThat(Ages.text(Duration.parse(is[0]))).isEqualTo(is[1]);
  }

  private String table(String path) {
    Http.Answer answer = http.get(path + "?format=table");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    return answer.body();
  }
}
