package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {

  private static final String TEXT = "#cloud-config\nruncmd: [[echo, \"grüße\"]]\n";

  @Test
  void theOwnersUserDataIsTakenAsItIs() {
    assertThat(UserData.custom(encoded(TEXT)).reveal()).isEqualTo(TEXT);
  }

  @Test
  void base64InLinesIsTakenToo() {
    String lines = Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(TEXT.getBytes(UTF));

    assertThat(lines).contains("\n");
    assertThat(UserData.custom(lines + "\n").reveal()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#cloud-config", "////", "ICAg"})
  void whatIsNoTextInBase64IsRefused(String value) {
    assertThatThrownBy(() -> UserData.custom(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base64");
  }

  @Test
  void tooLargeIsRefused() {
    String large = encoded("x".repeat(UserData.MAX_BYTES + 1));

    assertThatThrownBy(() -> UserData.custom(large)).isInstanceOf(UserData.UserDataTooLarge.class);
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF));
  }
}
