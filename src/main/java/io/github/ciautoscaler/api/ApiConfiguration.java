package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Webhook;
import io.github.ciautoscaler.report.MachineStories;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Puts the API together. It needs {@link ApiSettings}, a {@link Doctor}, a {@link Webhook}, a
 * {@link HookInstaller} and the loop's {@link Operator}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  FleetController.class,
  WhyController.class,
  EventsController.class,
  DoctorController.class,
  DemandController.class,
  OperatorController.class,
  HookController.class,
  HookInstallController.class,
  DocsController.class,
  Problems.class,
  ErrorPage.class
})
public class ApiConfiguration {

  @Bean
  DecisionLog decisionLog() {
    return new DecisionLog();
  }

  @Bean
  @Order(0)
  LatestPass latestPass(ApiSettings settings, DecisionLog decisions) {
    return new LatestPass(settings.realTime(), decisions);
  }

  @Bean
  AuditLog auditLog(ApiSettings settings, ObjectProvider<AuditListener> listeners) {
    return new AuditLog(settings.realTime(), listeners.orderedStream().toList());
  }

  @Bean
  Whys whys(LatestPass latest) {
    return new Whys(latest);
  }

  @Bean
  Desk desk(Operator operator, LatestPass latest) {
    return new Desk(operator, latest);
  }

  @Bean
  Seats seats(ApiSettings settings) {
    return new Seats(settings);
  }

  @Bean
  MachineStories machineStories() {
    return new MachineStories();
  }

  /** Closed before the server waits for its last requests. */
  @Bean
  EventFeed eventFeed() {
    return new EventFeed();
  }

  @Bean
  ApplicationListener<ContextClosedEvent> endOfStreams(EventFeed feed) {
    return closed -> feed.close();
  }

  @Bean
  JsonMapperBuilderCustomizer milliseconds() {
    return mapper ->
        mapper.addModule(
            new SimpleModule("milliseconds").addSerializer(Instant.class, new Milliseconds()));
  }

  @Bean
  ProblemWriter problemWriter() {
    return new ProblemWriter();
  }

  @Bean
  ServerErrors serverErrors() {
    return new ServerErrors();
  }

  @Bean
  HealthIndicator loopHealthIndicator(LatestPass latest, ApiSettings settings) {
    return new LoopHealth(latest, settings);
  }

  @Bean
  HealthIndicator sourcesHealthIndicator(LatestPass latest) {
    return new SourcesHealth(latest);
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    FilterRegistrationBean<SecurityHeaders> filter =
        new FilterRegistrationBean<>(new SecurityHeaders());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit(ProblemWriter problems) {
    FilterRegistrationBean<BodyLimit> filter =
        new FilterRegistrationBean<>(new BodyLimit(problems));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  @Bean
  FilterRegistrationBean<ProbePaths> probePaths() {
    FilterRegistrationBean<ProbePaths> filter = new FilterRegistrationBean<>(new ProbePaths());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return filter;
  }

  @Bean
  WebMvcConfigurer guards(ApiSettings settings, Seats seats, AuditLog audit) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ReadGuard(settings, seats));
        registry.addInterceptor(new WriteGuard(settings, seats, audit));
      }
    };
  }
}
