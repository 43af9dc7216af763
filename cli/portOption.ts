import {InvalidArgumentError, Option} from "commander";

/** `--port`: where a server listens, 3000 if not said. */
export function portOption(): Option {
  return new Option("-p, --port <port>", "port to listen on").default(3000).argParser((given) => {
    const port = Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new InvalidArgumentError("port must be a whole number from 1 to 65535.");
    return port;
  });
}
