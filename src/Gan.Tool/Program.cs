using Gan.Tool;

return GanTool.Run(args, ToolConsole.OfProcess());
