package io.github.ciautoscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RustLogTest {

  @ParameterizedTest(name = "RUST_LOG={0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "info | INFO",
        "DEBUG | DEBUG",
        "warn,hyper=trace | WARN",
        "gitea_ci_autoscaler=debug | DEBUG",
        "error,gitea_ci_autoscaler=trace,kube=info | TRACE",
        "gitea_ci_autoscaler::reconcile=debug,info | DEBUG",
        "gitea_ci_autoscaler | TRACE",
        "off | OFF",
        "2 | WARN",
      })
  void theOriginalsOwnLevelComesBeforeTheGeneralOne(String directives, LogLevel level) {
    assertThat(RustLog.level(directives)).contains(level);
  }

  @ParameterizedTest
  @CsvSource({"hyper=debug", "loud", "''", "gitea_ci_autoscaler=loud"})
  void whatNamesNoLevelForTheOriginalIsNone(String directives) {
    assertThat(RustLog.level(directives)).isEmpty();
  }
}
