package io.github.ciautoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushTargetTest {

  @ParameterizedTest
  @CsvSource({
    "http://pushgateway:9091, pushgateway:9091",
    "http://pushgateway:9091/, pushgateway:9091",
    "https://metrics.example/base/path//, metrics.example/base/path",
    "http://[fd00::1]:9091/x, [fd00::1]:9091/x",
    "HTTP://pushgateway, pushgateway"
  })
  void the_base_path_is_kept_without_its_last_slashes(String url, String address) {
    PushTarget target = PushTarget.parse(url);

    assertThat(target.address()).isEqualTo(address);
    assertThat(target.user()).isNull();
  }

  @Test
  void user_info_is_decoded_and_never_shown() {
    PushTarget target = PushTarget.parse("https://al%40ice:s%3Acr+t@metrics.example/base");

    assertThat(target.user()).isEqualTo("al@ice");
    assertThat(target.password().reveal()).isEqualTo("s:cr+t");
    assertThat(target).hasToString("https://metrics.example/base");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pushgateway:9091",
        "ftp://bob:geheim@pushgateway",
        "http://bob:geheim@push gateway",
        "http:///bob:geheim",
        "http://bob:geheim@pushgateway/?x=1",
        "http://bob:geheim%zz@pushgateway"
      })
  void what_is_no_such_url_is_refused_without_saying_its_password(String url) {
    assertThatThrownBy(() -> PushTarget.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("geheim")
        .hasNoCause();
  }
}
