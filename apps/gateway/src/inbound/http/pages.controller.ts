import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@credit/access';
import { GATEWAY, type GatewaySettings } from './gateway-settings.ts';
import { INDEX_PAGE } from './pages/index-page.ts';
import { PUBLIC_PAGE, PUBLIC_SCRIPT } from './pages/public-page.ts';
import { STYLES } from './pages/styles.ts';

const HTML = 'text/html; charset=utf-8';
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The two pages a person sees; they hold no data, the browser asks the public routes. */
@ApiExcludeController()
@Public()
@Controller()
export class PagesController {
  constructor(@Inject(GATEWAY) private readonly settings: GatewaySettings) {}

  @Get('/') @Header('content-type', HTML)
  index(): string { return INDEX_PAGE(escaped(this.settings.cityName)); }

  @Get('/public') @Header('content-type', HTML)
  publicEntries(): string { return PUBLIC_PAGE(escaped(this.settings.cityName)); }

  @Get('/pages/style.css') @Header('content-type', 'text/css; charset=utf-8')
  style(): string { return STYLES; }

  @Get('/pages/public.js') @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string { return PUBLIC_SCRIPT; }
}
