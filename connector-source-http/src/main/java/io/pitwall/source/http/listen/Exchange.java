package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.authenticate.BodySignature;
import io.pitwall.source.http.authenticate.Client;
import io.pitwall.source.http.authenticate.Verdict;
import io.pitwall.source.http.decode.BodyFormat;
import io.pitwall.source.http.decode.BodyReader;
import io.pitwall.source.http.decode.ContentCoding;
import io.pitwall.source.http.route.RouteSettings;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One POST on its way in and its answer on the way out. Confined to the event loop of its connection, but for
 * {@link #answer}.
 */
final class Exchange {

    private static final long UNKNOWN_LENGTH = -1;

    private final HttpServerRequest http;
    private final Context eventLoop;
    private final Gateway gateway;
    private final RouteSettings route;
    private final Head head;
    private final AnswerWriter answers;
    private final Optional<BodyFormat> format;
    private final Optional<ContentCoding> coding;
    private final long announcedBytes;

    private Optional<String> challenge = Optional.empty();
    private @Nullable Upload upload;
    private boolean isBodyComplete;

    Exchange(HttpServerRequest http, Context eventLoop, RouteTable.Match match, AnswerWriter answers) {
        this.http = http;
        this.eventLoop = eventLoop;
        this.gateway = match.endpoint().gateway();
        this.route = match.endpoint().route();
        this.head = new Head(http, match.parameters());
        this.answers = answers;
        this.format =
                Optional.ofNullable(http.getHeader(HttpHeaders.CONTENT_TYPE)).flatMap(BodyFormat::ofContentType);
        this.coding = ContentCoding.ofHeader(http.getHeader(HttpHeaders.CONTENT_ENCODING));
        this.announcedBytes = announcedBytes(http);
    }

    /** Admits or refuses the request by its head alone: nothing of the body is read before. */
    void begin() {
        Verdict verdict = gateway.authenticate(head);
        if (verdict instanceof Verdict.Accepted accepted) {
            beginAs(accepted.client(), Optional.empty());
        } else if (verdict instanceof Verdict.AcceptedIfSigned signed) {
            challenge = signed.otherwise().challenge();
            beginAs(signed.client(), Optional.of(signed.signature()));
        } else if (verdict instanceof Verdict.Refused refused) {
            challenge = refused.challenge();
            write(refused.status() == Kind.FORBIDDEN.status() ? forbidden() : Upload.unauthorized());
        }
    }

    private void beginAs(Client client, Optional<BodySignature> signature) {
        Optional<Problem> complaint = IdempotencyKey.complaint(head, route);
        if (!gateway.isOpen()) {
            write(Gateway.stopped());
        } else if (complaint.isPresent()) {
            write(complaint.get());
        } else if (announcedBytes > route.maxBodyBytes()) {
            write(Upload.tooLarge(route.maxBodyBytes()));
        } else if (isBodyAnnounced() && !isSupported()) {
            write(unsupported());
        } else {
            Admission admission = gateway.admit(client, Math.max(0, announcedBytes), this::answer);
            if (admission instanceof Admission.Granted granted) {
                receiveBody(granted.request(), client, signature);
            } else if (admission instanceof Admission.Denied denied) {
                write(denied.problem());
            }
        }
    }

    private void receiveBody(PendingRequest request, Client client, Optional<BodySignature> signature) {
        http.response().closeHandler(ignored -> request.abandon());
        http.exceptionHandler(ignored -> request.abandon());
        BodyReader reader = route.decoder()
                .begin(
                        format.orElse(BodyFormat.JSON),
                        coding.orElse(ContentCoding.IDENTITY),
                        head.columns(route.columns()),
                        request,
                        Math.max(0, announcedBytes));
        Upload begun = new Upload(gateway, route, head, client, request, reader, signature);
        upload = begun;
        http.handler(chunk -> receive(begun, chunk));
        http.endHandler(ignored -> {
            isBodyComplete = true;
            begun.complete();
        });
        if ("100-continue".equalsIgnoreCase(http.getHeader(HttpHeaders.EXPECT))) {
            http.response().writeContinue();
        }
    }

    private void receive(Upload begun, Buffer chunk) {
        if (!isSupported()) {
            // Not announced by the head, and neither was its kind.
            begun.refuse(unsupported());
            discardRest();
        } else if (!begun.receive(chunk.getBytes())) {
            discardRest();
        }
    }

    /** May be called from any thread. */
    private void answer(Answer answer) {
        eventLoop.runOnContext(ignored -> write(answer));
    }

    private void write(Answer answer) {
        if (http.response().ended() || http.response().closed()) {
            return;
        }
        gateway.metrics().answered(answer);
        if (!isBodyComplete) {
            discardRest();
        }
        if (answer instanceof Problem problem) {
            if (problem.kind() == Kind.UNAUTHORIZED) {
                challenge.ifPresent(text -> http.response().putHeader("WWW-Authenticate", text));
            }
            answers.writeProblem(problem, isWorthDraining());
        } else if (answer instanceof Committed committed) {
            answers.writeCommitted(committed, route.response());
        }
    }

    private void discardRest() {
        if (upload != null) {
            upload.close();
        }
        http.handler(ignored -> {});
        http.endHandler(ignored -> isBodyComplete = true);
    }

    /** Whether the connection outlives a refusal: only where the rest of the body is known to be short. */
    private boolean isWorthDraining() {
        return isBodyComplete || (announcedBytes != UNKNOWN_LENGTH && announcedBytes <= route.maxBodyBytes());
    }

    /** HTTP/2 need not say beforehand whether there is one. */
    private boolean isBodyAnnounced() {
        return announcedBytes > 0 || http.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private boolean isSupported() {
        return format.isPresent() && coding.isPresent();
    }

    private static long announcedBytes(HttpServerRequest http) {
        String header = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (header != null) {
            // The codec has refused a header that is not a number.
            return Long.parseLong(header.strip());
        }
        boolean mayFollow =
                http.headers().contains(HttpHeaders.TRANSFER_ENCODING) || http.version() == HttpVersion.HTTP_2;
        return mayFollow ? UNKNOWN_LENGTH : 0;
    }

    private static Problem unsupported() {
        return new Problem(
                Kind.UNSUPPORTED,
                "Expected Content-Type application/json or application/x-ndjson in UTF-8, and Content-Encoding gzip, zstd or "
                        + "none; nothing was written.");
    }

    private static Problem forbidden() {
        return new Problem(Kind.FORBIDDEN, "This client may not send here; nothing was written.");
    }
}
