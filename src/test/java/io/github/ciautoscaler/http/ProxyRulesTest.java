package io.github.ciautoscaler.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {

  private static final URI HETZNER = URI.create("https://api.hetzner.cloud/v1/servers");
  private static final URI GITEA = URI.create("http://gitea.ci.svc:3000/api/v1/version");

  @Test
  void withoutVariablesEverythingIsReachedDirectly() {
    ProxyRules rules = ProxyRules.from(Map.of());

    assertThat(rules.proxyFor(HETZNER)).isEmpty();
    assertThat(rules.proxyFor(GITEA)).isEmpty();
  }

  @Test
  void eachSchemeHasItsOwnProxy() {
    ProxyRules rules =
        ProxyRules.from(
            Map.of("HTTPS_PROXY", "http://secure:3128", "HTTP_PROXY", "http://plain:3129/"));

    assertThat(rules.proxyFor(HETZNER)).contains(new Proxy("secure", 3128, null));
    assertThat(rules.proxyFor(GITEA)).contains(new Proxy("plain", 3129, null));
  }

  @Test
  void allProxyServesTheSchemesThatHaveNoneOfTheirOwn() {
    ProxyRules rules = ProxyRules.from(Map.of("https_proxy", "own:1", "all_proxy", "rest:2"));

    assertThat(rules.proxyFor(HETZNER)).contains(new Proxy("own", 1, null));
    assertThat(rules.proxyFor(GITEA)).contains(new Proxy("rest", 2, null));
  }

  @Test
  void capitalsAndSmallLettersMustAgreeAndAnEmptyValueIsNone() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTPS_PROXY", "capital:1");
    environment.put("https_proxy", "small:2");
    assertThatThrownBy(() -> ProxyRules.from(environment))
        .hasMessageContaining("HTTPS_PROXY and https_proxy");

    environment.put("HTTPS_PROXY", " ");
    assertThat(ProxyRules.from(environment).proxyFor(HETZNER))
        .contains(new Proxy("small", 2, null));
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy, 3128",
    "HTTP://proxy:3128/, proxy, 3128",
    "proxy:3128, proxy, 3128",
    "proxy, proxy, 80",
    "http://proxy, proxy, 80",
    "http://proxy:, proxy, 80",
    "http://proxy:3128/path?x=1, proxy, 3128",
    "10.0.0.7:8080, 10.0.0.7, 8080",
    "http://[fd00::1]:3128, fd00::1, 3128",
    "http://[fd00::1], fd00::1, 80"
  })
  void aProxyIsWrittenAsPeopleWriteIt(String value, String host, int port) {
    assertThat(Proxy.parse("HTTPS_PROXY", value)).isEqualTo(new Proxy(host, port, null));
  }

  @ParameterizedTest
  @CsvSource({"https://proxy:3129, 3129", "HTTPS://proxy/, 443"})
  void aProxyMayBeSpokenToOverTls(String value, int port) {
    assertThat(Proxy.parse("HTTPS_PROXY", value)).isEqualTo(new Proxy("proxy", port, true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "user:pass@proxy:1, user:pass",
    "http://user@proxy:1, user:",
    "http://us%40er:p%3Ass%2F@proxy:1, us@er:p:ss/",
    "http://user:p@ss@proxy:1, user:p@ss",
    "http://user:a+b@proxy:1, user:a+b",
    "http://user:100%@proxy:1, user:100%"
  })
  void userInfoBecomesBasicAuthorization(String value, String pair) {
    Secret authorization = requireNonNull(Proxy.parse("HTTPS_PROXY", value).authorization());

    assertThat(authorization.reveal()).startsWith("Basic ");
    assertThat(java.util.Base64.getDecoder().decode(authorization.reveal().substring(6)))
        .asString()
        .isEqualTo(pair);
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://user:hunter2@proxy:1, socks5://",
    "http://user:hunter2@, no host",
    "http://user:hunter2@proxy:70000, port",
    "http://user:hunter2@proxy:abc, port"
  })
  void whatCannotBeUsedIsRefusedWithoutItsPassword(String value, String said) {
    assertThatThrownBy(() -> ProxyRules.from(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining(said)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void aProxyDoesNotPrintItsPassword() {
    assertThat(Proxy.parse("HTTPS_PROXY", "http://user:hunter2@proxy:1").toString())
        .contains("proxy")
        .doesNotContain("hunter2")
        .doesNotContain("Basic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*; https://anything.example.com",
        "example.com; https://example.com",
        "example.com; https://git.example.com",
        ".example.com; https://git.example.com",
        ".example.com; https://example.com",
        "*.example.com; https://git.example.com",
        "EXAMPLE.com; https://Git.Example.COM",
        "example.com; https://git.example.com./",
        "other.org, example.com; https://git.example.com",
        "other.org example.com; https://git.example.com",
        "git.example.com:8443; https://git.example.com:8443",
        "git.example.com:443; https://git.example.com",
        "git.example.com:80; http://git.example.com",
        "10.1.2.3; https://10.1.2.3",
        "10.1.2.3:8443; https://10.1.2.3:8443",
        "10.0.0.0/8; https://10.200.3.4",
        "10.1.2.128/25; https://10.1.2.129",
        "0.0.0.0/0; https://8.8.8.8",
        "fd00::/8; https://[fd12::1]:6443",
        "fd12::1; https://[fd12:0:0::1]",
        "[fd12::1]:6443; https://[fd12::1]:6443",
        "svc; http://gitea.ci.svc:3000",
        ".svc,.cluster.local; http://gitea.ci.svc.cluster.local:3000",
        "''; https://localhost:8443",
        "''; http://api.localhost",
        "''; http://127.0.0.1:9091",
        "''; http://127.9.9.9",
        "''; http://[::1]:9091"
      })
  void noProxyNamesWhatIsReachedDirectly(String list, String url) {
    assertThat(rulesExcept(list).proxyFor(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; https://git.example.com",
        "example.com; https://notexample.com",
        "git.example.com; https://example.com",
        "example.com; https://example.com.evil.org",
        "git.example.com:8443; https://git.example.com",
        "10.1.2.3; https://10.1.2.30",
        "10.0.0.0/8; https://11.0.0.1",
        "10.1.2.128/25; https://10.1.2.127",
        "10.0.0.0/33; https://10.0.0.0",
        "10.0.0.0/x; https://10.0.0.1",
        "10.0.0.0/8; https://[fd00::1]",
        "fd00::/8; https://[fe80::1]",
        "0.0.0.0/0; https://git.example.com",
        "fd12::1; https://[fd12::2]",
        "128; https://128.0.0.1"
      })
  void allElseGoesThroughTheProxy(String list, String url) {
    assertThat(rulesExcept(list).proxyFor(URI.create(url))).isPresent();
  }

  private static ProxyRules rulesExcept(String list) {
    return ProxyRules.from(Map.of("ALL_PROXY", "http://proxy:3128", "NO_PROXY", list));
  }
}
