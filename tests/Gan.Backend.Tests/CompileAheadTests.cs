using System.Reflection;

namespace Gan.Backend.Tests;

public sealed class CompileAheadTests
{
    private static readonly Assembly Backend = typeof(TorchBackend).Assembly;

    [Fact]
    public void The_list_names_assemblies_types_and_methods()
    {
        var list = CompileAhead.List();
        list.Should().OnlyContain(e => e.Assembly.Length > 0 && e.Type.Length > 0 && e.Methods.Length > 0);
        list.Select(e => e.Assembly).Should().Contain(["Gan.Core", "Gan.Networks", "TorchSharp"]);
    }

    [Fact]
    public void All_methods_of_a_name_are_meant_and_those_that_need_a_type_are_left_out()
    {
        Methods("Gan.TorchBackend", "EnsureAvailable").Should().HaveCount(2);
        Methods("Gan.CompileAhead+Entry", ".ctor").Should().NotBeEmpty();
        Methods("Gan.ILayerKernels", "Adam").Should().BeEmpty("there is nothing to compile in an interface");
    }

    [Fact]
    public void What_a_trimmed_program_lacks_is_left_out()
    {
        CompileAhead.Find("Gan.Lost").Should().BeNull();
        CompileAhead.Methods(null, new("Gan.Lost", "Gan.Lost.Type", [".ctor"])).Should().BeEmpty();
        Methods("Gan.NoSuchType", ".ctor").Should().BeEmpty();
        Methods("Gan.TorchBackend", "NoSuchMethod").Should().BeEmpty();
    }

    [Fact]
    public void The_thread_ends_by_itself_and_nothing_waits_for_it()
    {
        var act = () =>
        {
            CompileAhead.Begin();
            CompileAhead.End();
        };
        act.Should().NotThrow();
    }

    private static IEnumerable<MethodBase> Methods(string type, string method) =>
        CompileAhead.Methods(Backend, new("Gan.Backend", type, [method]));
}
