package io.pitwall.benchmarks.gateway;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What HTTP costs at the least: a Vert.x server that reads each body whole, and answers it from another thread as the
 * gateway must, for there the word comes from a Kafka client. A program of its own, ended by its standard input.
 */
final class HandlerJob {

    private static final String ANSWER = "{\"accepted\": 1}";
    private static final int MAX_EVENT_LOOPS = 4;

    private HandlerJob() {}

    /** Arguments: port. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int eventLoops = Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
        ExecutorService answering = Executors.newSingleThreadExecutor();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
        vertx.deployVerticle(() -> new Server(port, answering), new DeploymentOptions().setInstances(eventLoops))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println(Progress.READY);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static final class Server extends VerticleBase {

        private final int port;
        private final ExecutorService answering;

        Server(int port, ExecutorService answering) {
            this.port = port;
            this.answering = answering;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1");
        }

        private void take(HttpServerRequest request) {
            Context eventLoop = context;
            request.body()
                    .onSuccess(body -> answering.execute(() -> eventLoop.runOnContext(ignored -> answer(request))));
        }

        private static void answer(HttpServerRequest request) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(ANSWER);
        }
    }
}
