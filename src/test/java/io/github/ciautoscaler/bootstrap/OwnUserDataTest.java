package io.github.ciautoscaler.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ciautoscaler.bootstrap.OwnUserData.Usable;
import io.github.ciautoscaler.bootstrap.OwnUserData.Useless;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HCLOUD_CLOUD_INIT: what reaches the machine, and what is refused before one is paid for. */
class OwnUserDataTest {

  private static final String CONFIG = "#cloud-config\nruncmd: [[echo, \"grüße\"]]\n";
  private static final String TALOS =
      "version: v1alpha1\nmachine:\n  type: worker\n  token: {{x}}\ncluster: {}\n";

  static Stream<String> whatSomeImageCanUse() {
    return Stream.of(
        CONFIG,
        "#Cloud-Config\npackages: [curl]",
        "#!/bin/sh\ncurl -sfL https://get.k3s.io | sh -",
        "#! /usr/bin/env bash\ntrue",
        "## template: jinja\n#cloud-config\nhostname: {{ v1.instance_id }}\n{% if x %}y{% endif %}",
        "#include\nhttps://example.com/user-data",
        "#cloud-boothook\ntrue",
        "#cloud-config-archive\n- type: text/cloud-config\n  content: x",
        "Content-Type: multipart/mixed; boundary=\"==B==\"\nMIME-Version: 1.0\n\n--==B==\n\nx\n",
        "#cloud-config\nruncmd:\n- 'echo \"a: b\"'\n- [sh, -c, x]\n-\nwrite_files:\n- {path: /x}",
        "version: v1alpha1\nmachine:\n  type: worker\ncluster: {}\n",
        "\uFEFFversion: v1alpha1\r\nmachine: {type: worker}\r\ncluster: {}\r\n",
        "---\napiVersion: v1alpha1\nkind: HostnameConfig\n---\nversion: v1alpha1\nmachine: {}\n",
        "{\"ignition\": {\"version\": \"3.4.0\"}}");
  }

  @ParameterizedTest
  @MethodSource("whatSomeImageCanUse")
  void isSentAsItIs(String text) {
    assertThat(usable(encoded(text)).sent().reveal()).isEqualTo(text);
    assertThat(usable(encoded(text)).warnings()).isEmpty();
  }

  @Test
  void base64InLinesIsTakenToo() {
    String lines =
        Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(CONFIG.getBytes(UTF_8));

    assertThat(usable("\n" + lines + "\n").sent().reveal()).isEqualTo(CONFIG);
  }

  @Test
  void aGzipReachesTheMachineByteByByteInTheBase64ThatCloudInitUndoes() throws IOException {
    byte[] gzip = gzip(CONFIG);

    Usable usable = usable(Base64.getEncoder().encodeToString(gzip));

    assertThat(Base64.getDecoder().decode(usable.sent().reveal())).isEqualTo(gzip);
    assertThat(usable.warnings()).isEmpty();
  }

  @Test
  void aGzipThatHoldsMoreThanHetznerTakesIsTakenWhenItIsSmallItself() throws IOException {
    String large = CONFIG + ("# " + "x".repeat(100) + "\n").repeat(1000);

    assertThat(unpacked(usable(encoded(gzip(large))).sent().reveal())).isEqualTo(large);
    assertThat(useless(encoded(large)).mend()).contains("gzip -9 <");
  }

  @Test
  void theLimitCountsTheBase64OfAGzip() throws IOException {
    byte[] noise = new byte[26_000];
    new Random(1).nextBytes(noise);
    String packed = "#cloud-config\nx: " + Base64.getEncoder().encodeToString(noise);

    assertThat(gzip(packed).length).isBetween(24_577, UserData.MAX_BYTES);
    assertThat(useless(encoded(gzip(packed))).what()).contains("Hetzner takes at most 32768");
  }

  @Test
  void whatCloudInitWouldStumbleOverIsLeftOutAndSaid() throws IOException {
    String windows = "\uFEFF\r\n#!/bin/sh\r\necho hi\r\n";

    assertThat(usable(encoded(windows)).sent().reveal()).isEqualTo("#!/bin/sh\necho hi\n");
    assertThat(unpacked(usable(encoded(gzip(windows))).sent().reveal()))
        .isEqualTo("#!/bin/sh\necho hi\n");
    assertThat(usable(encoded(windows)).warnings())
        .satisfiesExactly(
            mark -> assertThat(mark).contains("byte order mark"),
            lines -> assertThat(lines).contains("line ends of Windows"));
  }

  @Test
  void base64TwiceLosesOneLayerAndIsSaid() throws IOException {
    String wrapped = Base64.getMimeEncoder().encodeToString(CONFIG.getBytes(UTF_8)) + "\n";

    assertThat(usable(encoded(wrapped)).sent().reveal()).isEqualTo(CONFIG);
    assertThat(unpacked(usable(encoded(encoded(gzip(CONFIG)))).sent().reveal())).isEqualTo(CONFIG);
    assertThat(usable(encoded(encoded(TALOS.replace("{{x}}", "x")))).warnings())
        .containsExactly("is base64 twice, of which one layer is taken off; encode it once");
  }

  static Stream<Arguments> whatNoMachineCanUse() throws IOException {
    return Stream.of(
        arguments("#cloud-config", "is not base64"),
        arguments(encoded(""), "nothing but white space"),
        arguments(encoded(" \n\t"), "nothing but white space"),
        arguments(encoded(gzip("")), "nothing but white space"),
        arguments(encoded("\uFEFF"), "nothing but white space"),
        arguments("////", "neither base64 of a text"),
        arguments(encoded("#cloud-config\nx: \0"), "neither base64 of a text"),
        arguments(encoded(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}), "neither base64"),
        arguments(encoded(("\uFEFF" + CONFIG).getBytes(UTF_16LE)), "UTF-16"),
        arguments(encoded(Arrays.copyOf(gzip(CONFIG), 20)), "damaged or breaks off"),
        arguments(encoded(gzip(TALOS.replace("{{x}}", "x"))), "not for cloud-init"),
        arguments(encoded("runcmd: [echo]"), "no first line"),
        arguments(encoded("# cloud-config\nruncmd: [echo]"), "no first line"),
        arguments(encoded("# mine\n#cloud-config\nruncmd: [echo]"), "no first line"),
        arguments(encoded("hello"), "no first line"),
        arguments(encoded("{}"), "no first line"),
        arguments(encoded("#cloud-config\n"), "nothing in it"),
        arguments(encoded("#cloud-config\n# later\n---\n"), "nothing in it"),
        arguments(encoded("#cloud-config\n- runcmd"), "no mapping"),
        arguments(encoded("#cloud-config\nruncmd"), "no mapping"),
        arguments(encoded("#cloud-config\na: b\n\truncmd: x"), "parse as YAML (line 3)"),
        arguments(encoded("#cloud-config\na: [b\n"), "does not parse as YAML"),
        arguments(encoded("#cloud-config\na: b\n---\nc: d\n"), "several YAML documents"),
        arguments(encoded("#cloud-config\nruncmd: curl x | sh\n"), "runcmd that is no list"),
        arguments(encoded("#cloud-config\nruncmd:\n- echo a\n- echo b: c\n"), "runcmd (line 4)"),
        arguments(encoded("#cloud-config\nbootcmd:\n- true\n"), "bootcmd (line 3)"),
        arguments(encoded("#cloud-config\nwrite_files:\n- content: x\n"), "write_files"),
        arguments(encoded("#cloud-config\nwrite_files: {path: /x}\n"), "write_files"),
        arguments(encoded("#cloud-config-archive\na: b\n"), "no list"),
        arguments(encoded("#!\necho"), "names no interpreter"),
        arguments(encoded("#!/bin/sh\n# later\n"), "nothing below"),
        arguments(encoded("#include\n"), "nothing below"),
        arguments(encoded("## template: jinja\nruncmd: [echo]"), "without a second line"),
        arguments(encoded("Content-Type: text/cloud-config\n\nx: y"), "without MIME-Version"),
        arguments(
            encoded("MIME-Version: 1.0\nContent-Type: multipart/mixed\n\nx"), "or without parts"),
        arguments(encoded("version: v1alpha1\nmachine:\n  a: [\n"), "Talos machine config that"));
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @MethodSource("whatNoMachineCanUse")
  void isRefusedWithAMend(String value, String why) {
    assertThat(useless(value).what()).contains(why);
    assertThat(useless(value).mend()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#cloud-config\ntoken: s3cret-value\na: *s3cret-value",
        "#cloud-config\nruncmd:\n- echo s3cret-value: x",
        "s3cret-value",
        "#cloud-config\na: !s3cret-value [\n"
      })
  void whatIsSaidQuotesNothingOfIt(String text) {
    assertThat(useless(encoded(text)).toString()).doesNotContain("s3cret");
  }

  @Test
  void placeholdersThatNobodyFillsInAreWarnedOf() {
    assertThat(usable(encoded("#cloud-config\nhostname: '{{ v1.name }}'\n")).warnings())
        .singleElement()
        .asString()
        .contains("## template: jinja");
  }

  @Test
  void itMayBeWrittenOutInstead() {
    assertThat(usable("#!/bin/sh\ntrue\n").sent().reveal()).isEqualTo("#!/bin/sh\ntrue\n");
    assertThat(useless("#cloud-config\n- runcmd\n").what()).contains("no mapping");
    assertThat(useless("hello\nworld\n").what()).isNotBlank();
  }

  private static Usable usable(String value) {
    assertThat(OwnUserData.check(value)).isInstanceOf(Usable.class);
    return (Usable) OwnUserData.check(value);
  }

  private static Useless useless(String value) {
    assertThat(OwnUserData.check(value)).isInstanceOf(Useless.class);
    return (Useless) OwnUserData.check(value);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static String unpacked(String sent) throws IOException {
    byte[] gzip = Base64.getDecoder().decode(sent);
    return new String(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes(), UTF_8);
  }
}
