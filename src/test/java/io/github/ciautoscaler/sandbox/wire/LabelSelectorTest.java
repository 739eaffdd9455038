package io.github.ciautoscaler.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  private static final Map<String, String> LABELS =
      Map.of("managed-by", "gitea-ci-autoscaler", "ci-autoscaler.io/pool", "arm", "empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "managed-by=gitea-ci-autoscaler | true",
        "managed-by==gitea-ci-autoscaler | true",
        "managed-by=other | false",
        "managed-by!=other | true",
        "absent!=other | true",
        "absent | false",
        "!absent | true",
        "!managed-by | false",
        "ci-autoscaler.io/pool in (x86, arm) | true",
        "ci-autoscaler.io/pool notin (x86,arm) | false",
        "absent notin (x) | true",
        "empty= | true",
        "empty | true",
        "managed-by=gitea-ci-autoscaler,ci-autoscaler.io/pool=arm | true",
        "managed-by=gitea-ci-autoscaler,ci-autoscaler.io/pool=x86 | false",
        "'' | true"
      })
  void selects_as_kubernetes_does(String selector, boolean selected) {
    assertThat(LabelSelector.parse(selector).orElseThrow().matches(LABELS)).isEqualTo(selected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b=c", "a in b", ",", "a,,b", "-a", "a=b c", "a in (b"})
  void refuses_what_is_no_selector(String selector) {
    assertThat(LabelSelector.parse(selector)).isEmpty();
  }

  @Test
  void knows_which_values_a_label_may_have() {
    assertThat(LabelSelector.isLegalValue("1764000000")).isTrue();
    assertThat(LabelSelector.isLegalValue("v1.34.2+k3s1")).isFalse();
    assertThat(LabelSelector.isLegalValue("2026-11-23T06:00:00Z")).isFalse();
    assertThat(LabelSelector.isLegalValue("a".repeat(64))).isFalse();
    assertThat(LabelSelector.isLegalKey("ci-autoscaler.io/installation")).isTrue();
    assertThat(LabelSelector.isLegalKey("a b")).isFalse();
  }
}
