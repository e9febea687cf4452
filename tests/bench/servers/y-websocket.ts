// y-websocket-server as it comes, without persistence: every update goes through a Y.Doc, and out before it is kept anywhere.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";
import { reportTo } from "./measured.ts";

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", setupWSConnection);
server.listen(0, "127.0.0.1", () => reportTo((server.address() as AddressInfo).port));
