using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>The pickle that is written, byte for byte as the protocol has it.</summary>
public sealed class PthPickleTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    /// <summary>Python's pickletools follow it and find no opcode that torch.load with weights_only refuses.</summary>
    [PythonFact("torch")]
    public void Pickletools_follow_it()
    {
        using var scope = NewDisposeScope();
        PthFile.Save(
            path,
            new Dictionary<string, Tensor> { ["a"] = ones(2, 3), ["b"] = zeros(0, 3, dtype: ScalarType.Int64) }
        );
        const string script = """
            import sys, zipfile, pickletools
            with zipfile.ZipFile(sys.argv[1]) as z:
                print(z.testzip(), [i.filename for i in z.infolist()])
                ops = list(pickletools.genops(z.read('archive/data.pkl')))
            print(sorted({op.name for op, _, _ in ops}))
            print([arg for op, arg, _ in ops if op.name == 'GLOBAL'])
            """;
        var (status, output, errors) = Witness.Run(Witness.Python("torch")!, "-c", script, path);
        status.Should().Be(0, errors);
        output
            .Split('\n')[..3]
            .Should()
            .Equal(
                "None ['archive/data.pkl', 'archive/byteorder', 'archive/data/0', 'archive/data/1', 'archive/version']",
                "['BININT', 'BINPERSID', 'BINUNICODE', 'EMPTY_TUPLE', 'GLOBAL', 'MARK', 'NEWFALSE', 'PROTO', 'REDUCE', "
                    + "'SETITEMS', 'STOP', 'TUPLE']",
                "['collections OrderedDict', 'torch._utils _rebuild_tensor_v2', 'torch FloatStorage', "
                    + "'collections OrderedDict', 'torch._utils _rebuild_tensor_v2', 'torch LongStorage', "
                    + "'collections OrderedDict']"
            );
    }
}
