package io.pitwall.source.http.listen;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One bound port with its event loops. Opened by the constructor's caller thread, closed once. */
final class Listener {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final String CONTEXT_KEY = "connector.context";
    private static final int MAX_EVENT_LOOPS = 4;
    private static final long EXPIRE_INTERVAL_MS = 100;
    private static final int ACCEPT_BACKLOG = 1_024;
    private static final long BIND_TIMEOUT_SECONDS = 30;

    /** Time for the last answers to leave when the port closes. Less than the 5 s a worker gives a task to stop. */
    private static final long DRAIN_SECONDS = 2;

    /** Longer than any ack.timeout.ms: a connection that waits for an answer is silent, but not idle. */
    private static final int IDLE_MINUTES = 10;

    /** How Vert.x names "one free port, the same for all event loops". */
    private static final int SHARED_EPHEMERAL_PORT = -1;

    private final BindAddress address;
    private final Gateways gateways = new Gateways(InstantSource.system());
    private final Router router = new Router(gateways);
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final int port;

    private Listener(BindAddress address) {
        this.address = address;
        this.vertx = newVertx();
        try {
            this.port = bind();
        } catch (ConnectException e) {
            awaitQuietly(vertx.close());
            throw e;
        }
        vertx.setPeriodic(EXPIRE_INTERVAL_MS, ignored -> gateways.expire());
    }

    static Listener open(BindAddress address) {
        Listener listener = new Listener(address);
        log.info("Listening on http://{}:{}", address.host(), listener.port);
        return listener;
    }

    int port() {
        return port;
    }

    Gateways gateways() {
        return gateways;
    }

    /** Stops accepting at once, and returns when the answers under way have left, or their time is over. */
    void close() {
        awaitQuietly(Future.join(servers.stream()
                .map(server -> server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS))
                .toList()));
        awaitQuietly(vertx.close());
        log.info("Closed the listener on {}:{}", address.host(), port);
    }

    private static Vertx newVertx() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The event loops inherit it: they must see this plug-in's classes, whoever opens the listener.
        thread.setContextClassLoader(Listener.class.getClassLoader());
        try {
            return Vertx.vertx(new VertxOptions()
                    .setEventLoopPoolSize(eventLoops())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setUseDaemonThread(true)
                    // Nothing is served from files: no cache directory.
                    .setFileSystemOptions(
                            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static int eventLoops() {
        return Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
    }

    private int bind() {
        Optional<String> workerContext = Optional.ofNullable(MDC.get(CONTEXT_KEY));
        Future<String> bound = vertx.deployVerticle(
                () -> new EventLoop(workerContext), new DeploymentOptions().setInstances(eventLoops()));
        try {
            bound.toCompletionStage().toCompletableFuture().get(BIND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "Cannot listen on " + address + " (" + rootMessage(e)
                            + "). Another process may hold the port, or the host is not an address of this worker: "
                            + "set http.host and http.port to a free one.",
                    e);
        } catch (TimeoutException e) {
            throw new ConnectException("Binding " + address + " did not end within " + BIND_TIMEOUT_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while binding " + address + ".", e);
        }
        return servers.get(0).actualPort();
    }

    private static String rootMessage(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : cause.toString();
    }

    private void awaitQuietly(Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(2 * DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The listener on {} did not close cleanly; its port may stay taken for a while.", address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One event loop with its server; the servers of one Vert.x instance share the port. */
    private final class EventLoop extends VerticleBase {

        private final Optional<String> workerContext;

        EventLoop(Optional<String> workerContext) {
            this.workerContext = workerContext;
        }

        @Override
        public Future<?> start() {
            Thread.currentThread().setName("pitwall-http-" + address);
            workerContext.ifPresent(text -> MDC.put(CONTEXT_KEY, text));
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                            .setTcpKeepAlive(true)
                            .setAcceptBacklog(ACCEPT_BACKLOG)
                            // Without TLS nobody but the JDK's client speaks HTTP/2, and that one does not queue the
                            // requests beyond the stream limit: it fails them.
                            .setHttp2ClearTextEnabled(false)
                            .setIdleTimeout(IDLE_MINUTES)
                            .setIdleTimeoutUnit(TimeUnit.MINUTES))
                    .requestHandler(http -> router.route(http, context))
                    .exceptionHandler(e -> log.debug("A connection on {} failed.", address, e));
            servers.add(server);
            return server.listen(address.port() == 0 ? SHARED_EPHEMERAL_PORT : address.port(), address.host());
        }
    }
}
