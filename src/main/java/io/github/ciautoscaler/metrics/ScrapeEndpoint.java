package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;

/**
 * The scrape, always in the text format and with bucket bounds as the original writes them: Java's
 * client says {@code le="10.0"} where every dashboard of the original was made for {@code le="10"}.
 */
@WebEndpoint(id = "prometheus")
public final class ScrapeEndpoint extends PrometheusScrapeEndpoint {

  private static final Pattern WHOLE_BOUND = Pattern.compile("(\\ble=\"\\d+)\\.0\"");

  ScrapeEndpoint(PrometheusRegistry registry) {
    super(registry, new Properties());
  }

  @Override
  @ReadOperation(producesFrom = PrometheusOutputFormat.class)
  public WebEndpointResponse<byte[]> scrape(
      PrometheusOutputFormat format, @Nullable Set<String> includedNames) {
    WebEndpointResponse<byte[]> scrape =
        super.scrape(PrometheusOutputFormat.CONTENT_TYPE_004, includedNames);
    byte[] body = scrape.getBody();
    String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    return new WebEndpointResponse<>(
        WHOLE_BOUND.matcher(text).replaceAll("$1\"").getBytes(StandardCharsets.UTF_8),
        PrometheusOutputFormat.CONTENT_TYPE_004);
  }
}
