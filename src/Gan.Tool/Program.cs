using Gan.Tool;

return GanTool.Run(args, ToolConsole.OfProcess());

/// <summary>Named here, because ASP.NET Core would make it public.</summary>
internal static partial class Program;
