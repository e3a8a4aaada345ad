package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.authenticate.BodySignature;
import io.pitwall.source.http.authenticate.Client;
import io.pitwall.source.http.decode.BodyReader;
import io.pitwall.source.http.decode.DecodedBody;
import io.pitwall.source.http.decode.RefusedBodyException;
import io.pitwall.source.http.deduplicate.MessageKey;
import io.pitwall.source.http.deduplicate.RequestMessages;
import io.pitwall.source.http.route.RouteSettings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of one admitted request on its way to a task. Confined to the event loop of its connection. */
final class Upload implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    private final Gateway gateway;
    private final RouteSettings route;
    private final Head head;
    private final Client client;
    private final PendingRequest request;
    private final BodyReader reader;
    private final Optional<BodySignature> signature;
    private long receivedBytes;

    Upload(
            Gateway gateway,
            RouteSettings route,
            Head head,
            Client client,
            PendingRequest request,
            BodyReader reader,
            Optional<BodySignature> signature) {
        this.gateway = gateway;
        this.route = route;
        this.head = head;
        this.client = client;
        this.request = request;
        this.reader = reader;
        this.signature = signature;
    }

    /** Takes the next bytes of the body; false when it is refused, and no more are wanted. */
    boolean receive(byte[] chunk) {
        receivedBytes += chunk.length;
        signature.ifPresent(signed -> signed.update(chunk, 0, chunk.length));
        try {
            reader.append(chunk, 0, chunk.length);
            return true;
        } catch (RefusedBodyException e) {
            refuse(problemOf(e));
        } catch (RuntimeException e) {
            fail(e);
        }
        return false;
    }

    /** The body has come to its end. */
    void complete() {
        request.completeBody(receivedBytes, System.nanoTime());
        if (signature.isPresent() && !signature.get().isValid()) {
            refuse(unauthorized());
            return;
        }
        try {
            gateway.dispatch(request, deliveryOf(reader.finish()));
        } catch (RefusedBodyException e) {
            refuse(problemOf(e));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private Delivery deliveryOf(DecodedBody decoded) {
        return new Delivery(
                route.topic(),
                route.key().flatMap(head::of),
                head.of(route.headers()),
                decoded.rows(),
                messagesOf(decoded));
    }

    private RequestMessages messagesOf(DecodedBody decoded) {
        return IdempotencyKey.of(head, route)
                .map(key -> RequestMessages.of(MessageKey.ofRequest(head.path(), client.name(), key)))
                .orElseGet(() -> RequestMessages.of(route.path().toString(), decoded.rows()));
    }

    void refuse(Problem problem) {
        reader.close();
        request.refuse(problem);
    }

    private void fail(RuntimeException e) {
        log.error(
                "A request on {} could not be processed; it is answered 500 and nothing of it is written.",
                route.path(),
                e);
        refuse(new Problem(Kind.INTERNAL, "The gateway failed; nothing was written."));
    }

    /** Nobody waits for the rest of the body. */
    @Override
    public void close() {
        reader.close();
    }

    private Problem problemOf(RefusedBodyException refusal) {
        if (refusal instanceof RefusedBodyException.OverBudget over) {
            return gateway.overBudget(over.neededBytes());
        }
        return refusal instanceof RefusedBodyException.Undecodable undecodable
                ? new Problem(
                        Kind.MALFORMED,
                        "The body is not what this gateway takes; nothing was written.",
                        undecodable.violations())
                : tooLarge(route.maxBodyBytes());
    }

    static Problem tooLarge(long maxBodyBytes) {
        return new Problem(
                Kind.TOO_LARGE,
                "A body may have at most " + maxBodyBytes
                        + " bytes (max.body.bytes), compressed or not; nothing was written. Send smaller batches.");
    }

    static Problem unauthorized() {
        return new Problem(
                Kind.UNAUTHORIZED,
                "Expected credentials that this gateway knows; nothing was written. WWW-Authenticate tells their kind.");
    }
}
