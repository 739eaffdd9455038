package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.Webhook;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the forge delivers its webhook. The signature is the only key to it. */
@RestController
class HookController {

  static final String PATH = "/hooks/forge";

  private final Webhook webhook;

  HookController(Webhook webhook) {
    this.webhook = webhook;
  }

  /**
   * What became of a delivery.
   *
   * @param event the forge's word
   * @param news false where it was delivered before
   * @param wakes whether it may bring the next pass forward
   */
  record DeliveryView(String event, boolean news, boolean wakes) {}

  @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  DeliveryView deliver(
      @RequestBody(required = false) byte @Nullable [] body, HttpServletRequest request) {
    boolean isJson = isJson(request.getContentType());
    byte[] sent = body == null || !isJson ? new byte[0] : body;
    return switch (webhook.deliver(new Webhook.Delivery(headers(request), sent))) {
      case Webhook.Taken(String event, boolean news, boolean wakes) ->
          new DeliveryView(event, news, wakes);
      case Webhook.Refused(Webhook.Cause cause, String message) -> {
        if (!isJson && cause != Webhook.Cause.OFF) {
          throw new ProblemException(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              "Set the hook's content type in the forge to application/json.");
        }
        throw new ProblemException(kind(cause), message);
      }
    };
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && MediaType.parseMediaType(contentType).isCompatibleWith(MediaType.APPLICATION_JSON);
  }

  private static ProblemKind kind(Webhook.Cause cause) {
    return switch (cause) {
      case OFF -> ProblemKind.WEBHOOK_OFF;
      case NOT_SIGNED -> ProblemKind.NOT_SIGNED;
      case GARBLED -> ProblemKind.MALFORMED_REQUEST;
    };
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    Collections.list(request.getHeaderNames())
        .forEach(
            name -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    return headers;
  }
}
