import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { type JSX, lazy } from "solid-js";
import { JOIN_PATH } from "./board/join-path.ts";
import { AWAY_PATH } from "./features/exit/quick-exit.ts";
import { PlanPage } from "./features/plan/PlanPage.tsx";
import { BoardRoute } from "./features/shell/BoardRoute.tsx";
import { OurPage } from "./features/shell/OurPage.tsx";
import { SessionProvider } from "./features/shell/session-context.tsx";
import { AwayPage, NotFoundPage } from "./features/shell/TroublePages.tsx";
import { t } from "./words/words.ts";

// What a first visit or a daily one does not need comes when it is asked for.
const StepPage = lazy(async () => ({ default: (await import("./features/steps/StepPage.tsx")).StepPage }));
const StepsPage = lazy(async () => ({ default: (await import("./features/steps/StepsPage.tsx")).StepsPage }));
const BoundariesPage = lazy(async () => ({
  default: (await import("./features/boundaries/BoundariesPage.tsx")).BoundariesPage,
}));
const StartPage = lazy(async () => ({ default: (await import("./features/start/StartPage.tsx")).StartPage }));
const JoinPage = lazy(async () => ({ default: (await import("./features/join/JoinPage.tsx")).JoinPage }));
const InvitePage = lazy(async () => ({
  default: (await import("./features/invite/InvitePage.tsx")).InvitePage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import("./features/settings/SettingsPage.tsx")).SettingsPage,
}));
const UnsafePage = lazy(async () => ({
  default: (await import("./features/unsafe/UnsafePage.tsx")).UnsafePage,
}));
const SampleRoute = lazy(async () => ({
  default: (await import("./features/sample/SampleRoute.tsx")).SampleRoute,
}));

/** Every address of the app. The screens of a board stand twice: for one's own, and for the sample. */
export const App = (): JSX.Element => (
  <Router root={Root} explicitLinks={false}>
    <Route path={AWAY_PATH} component={AwayPage} />
    <Route path="/start" component={StartPage} />
    <Route path={JOIN_PATH} component={JoinPage} />
    <Route path="/unsafe" component={UnsafePage} />
    <Route path="/stepped-off" component={SteppedOffPage} />
    <Route path="/sample" component={SampleRoute}>
      <Route path="/" component={() => <Navigate href="/sample/plan" />} />
      <BoardScreens />
    </Route>
    <Route path="/" component={BoardRoute}>
      <Route path="/" component={() => <Navigate href="/plan" />} />
      <BoardScreens />
      <Route path="/invite" component={InvitePage} />
    </Route>
    <Route path="*" component={NotFoundPage} />
  </Router>
);

const BoardScreens = (): JSX.Element => (
  <>
    <Route path="/plan" component={PlanPage} />
    <Route path="/boundaries" component={BoundariesPage} />
    <Route path="/steps" component={StepsPage} />
    <Route path="/steps/:key" component={StepPage} />
    <Route path="/settings" component={SettingsPage} />
  </>
);

const Root = (props: RouteSectionProps): JSX.Element => <SessionProvider>{props.children}</SessionProvider>;

const SteppedOffPage = (): JSX.Element => (
  <OurPage title={t("join.steppedOffTitle")} lead={t("join.steppedOff")} />
);
