package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.decode.BodyFormat;
import io.pitwall.source.http.decode.Row;
import io.pitwall.source.http.decode.UndecodableBodyException;
import io.pitwall.source.http.route.RouteSettings;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One POST on its way in and its answer on the way out. Confined to the event loop of its connection, but for
 * {@link #answer}.
 */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private static final long UNKNOWN_LENGTH = -1;

    private final HttpServerRequest http;
    private final Context eventLoop;
    private final Gateway gateway;
    private final RouteSettings route;
    private final HeadValues head;
    private final AnswerWriter answers;
    private final Optional<BodyFormat> format;
    private final long announcedBytes;

    private BodyBuffer body = new BodyBuffer(0);
    private boolean isBodyComplete;

    Exchange(HttpServerRequest http, Context eventLoop, RouteTable.Match match, AnswerWriter answers) {
        this.http = http;
        this.eventLoop = eventLoop;
        this.gateway = match.endpoint().gateway();
        this.route = match.endpoint().route();
        this.head = new HeadValues(http, match.parameters());
        this.answers = answers;
        this.format =
                Optional.ofNullable(http.getHeader(HttpHeaders.CONTENT_TYPE)).flatMap(BodyFormat::ofContentType);
        this.announcedBytes = announcedBytes(http);
    }

    /** Admits or refuses the request by its head alone: nothing of the body is read before. */
    void begin() {
        if (!gateway.isOpen()) {
            write(Gateway.stopped());
        } else if (announcedBytes > route.maxBodyBytes()) {
            write(tooLarge());
        } else if (hasBody() && !isSupported()) {
            write(unsupported());
        } else {
            admit();
        }
    }

    private void admit() {
        Optional<PendingRequest> admitted = gateway.admit(Math.max(0, announcedBytes), this::answer);
        if (admitted.isEmpty()) {
            write(gateway.isOpen() ? overloaded() : Gateway.stopped());
            return;
        }
        PendingRequest request = admitted.get();
        http.response().closeHandler(ignored -> request.abandon());
        http.exceptionHandler(ignored -> request.abandon());
        body = new BodyBuffer((int) Math.max(0, announcedBytes));
        http.handler(chunk -> receive(request, chunk));
        http.endHandler(ignored -> complete(request));
        if ("100-continue".equalsIgnoreCase(http.getHeader(HttpHeaders.EXPECT))) {
            http.response().writeContinue();
        }
    }

    private void receive(PendingRequest request, Buffer chunk) {
        if (body.length() + (long) chunk.length() > route.maxBodyBytes()) {
            request.refuse(tooLarge());
            discardRest();
        } else if (announcedBytes == UNKNOWN_LENGTH && !request.tryGrow(chunk.length())) {
            request.refuse(overloaded());
            discardRest();
        } else {
            body.append(chunk);
        }
    }

    private void complete(PendingRequest request) {
        isBodyComplete = true;
        BodyBuffer complete = body;
        body = new BodyBuffer(0);
        if (complete.length() > 0 && format.isEmpty()) {
            request.refuse(unsupported());
            return;
        }
        try {
            List<Row> rows =
                    route.decoder().decode(complete.bytes(), complete.length(), format.orElse(BodyFormat.JSON));
            gateway.dispatch(request, deliveryOf(rows));
        } catch (UndecodableBodyException e) {
            request.refuse(new Problem(
                    Kind.MALFORMED, "The body is not what this gateway takes; nothing was written.", e.violations()));
        } catch (RuntimeException e) {
            log.error(
                    "A request on {} could not be processed; it is answered 500 and nothing of it is written.",
                    http.path(),
                    e);
            request.refuse(new Problem(Kind.INTERNAL, "The gateway failed; nothing was written."));
        }
    }

    private Delivery deliveryOf(List<Row> rows) {
        return new Delivery(route.topic(), route.key().flatMap(head::of), head.of(route.headers()), rows);
    }

    /** May be called from any thread. */
    private void answer(Answer answer) {
        eventLoop.runOnContext(ignored -> write(answer));
    }

    private void write(Answer answer) {
        if (http.response().ended() || http.response().closed()) {
            return;
        }
        if (!isBodyComplete) {
            discardRest();
        }
        if (answer instanceof Problem problem) {
            answers.writeProblem(problem, isWorthDraining());
        } else if (answer instanceof Committed committed) {
            answers.writeCommitted(committed, route.response());
        }
    }

    private void discardRest() {
        body = new BodyBuffer(0);
        http.handler(ignored -> {});
        http.endHandler(ignored -> isBodyComplete = true);
    }

    /** Whether the connection outlives a refusal: only where the rest of the body is known to be short. */
    private boolean isWorthDraining() {
        return isBodyComplete || (announcedBytes != UNKNOWN_LENGTH && announcedBytes <= route.maxBodyBytes());
    }

    private boolean hasBody() {
        return announcedBytes != 0;
    }

    private boolean isSupported() {
        String encoding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
        return format.isPresent() && (encoding == null || encoding.equalsIgnoreCase("identity"));
    }

    private static long announcedBytes(HttpServerRequest http) {
        String header = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (header != null) {
            // The codec has refused a header that is not a number.
            return Long.parseLong(header.strip());
        }
        return http.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? UNKNOWN_LENGTH : 0;
    }

    private Problem tooLarge() {
        return new Problem(
                Kind.TOO_LARGE,
                "A body may have at most " + route.maxBodyBytes()
                        + " bytes (max.body.bytes); nothing was written. Send smaller batches.");
    }

    private static Problem unsupported() {
        return new Problem(
                Kind.UNSUPPORTED,
                "Expected Content-Type application/json or application/x-ndjson, in UTF-8 and without Content-Encoding; nothing was written.");
    }

    private static Problem overloaded() {
        return new Problem(
                Kind.OVERLOADED,
                "Too many bytes wait to be committed (max.inflight.bytes); nothing was written. Send it again later.");
    }
}
