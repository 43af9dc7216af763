/**
 * Makes every request to the network an error that names it: a page that needs one would differ from
 * build to build, and would not build where there is no network.
 */
export function refuseNetwork(): void {
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const name = /registry\.npmjs\.org\/([^?]+?)(\/latest)?$/.exec(url)?.[1] ?? url;
    return Promise.reject(
      new Error(
        `the site must be built without the network; got a request for ${name} (import it by its bare name)`
      )
    );
  };
}
