import {siteConfig} from "./publish/site/siteConfig.js";

export default siteConfig(import.meta.dirname);
