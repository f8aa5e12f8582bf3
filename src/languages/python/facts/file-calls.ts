import { lastPart } from '../names';

/** What code does with a file or folder. */
export type FileAction = 'read' | 'write' | 'create-folder' | 'delete';

/** Where a call has the path: in an argument, by position or keyword, or in the receiver. */
export interface PathPlace {
  readonly action: FileAction | 'by-mode';
  readonly at: number | 'receiver';
  readonly keyword?: string;
  readonly folder?: boolean;
  /** Methods of this name do other things too, so the argument must look like a path. */
  readonly doubtful?: boolean;
  /** For `by-mode`: the position of the mode, and what the call does without one. */
  readonly mode?: { readonly at: number; readonly otherwise: 'read' | 'write' };
}

const write = (at: number, keyword?: string, more: Partial<PathPlace> = {}): PathPlace => ({
  action: 'write',
  at,
  keyword,
  ...more,
});
const read = (at: number, keyword?: string, more: Partial<PathPlace> = {}): PathPlace => ({
  action: 'read',
  at,
  keyword,
  ...more,
});
const byMode = (at: number, keyword?: string, more: Partial<PathPlace> = {}): PathPlace => ({
  action: 'by-mode',
  at,
  keyword,
  ...more,
});

/** A position that no argument has, for a path that is only given by keyword. */
const keywordOnly = 99;

const copy = (more: Partial<PathPlace> = {}): readonly PathPlace[] => [read(0, 'src', more), write(1, 'dst', more)];

/** Where the calls that use files have their paths, by full name. `*.method` is that method of any receiver. */
export const fileCalls: { readonly [name: string]: PathPlace | readonly PathPlace[] } = {
  open: byMode(0, 'file'),
  'io.open': byMode(0, 'file'),
  'codecs.open': byMode(0, 'filename'),
  'gzip.open': byMode(0, 'filename'),
  'bz2.open': byMode(0, 'filename'),
  'lzma.open': byMode(0, 'filename'),
  'tarfile.open': byMode(0, 'name'),
  'zipfile.ZipFile': byMode(0, 'file'),
  'h5py.File': byMode(0, 'name'),
  'numpy.memmap': byMode(0, 'filename', { mode: { at: 2, otherwise: 'write' } }),
  '*.open': { action: 'by-mode', at: 'receiver', mode: { at: 0, otherwise: 'read' } },
  '*.extractall': write(0, 'path', { folder: true }),
  '*.touch': { action: 'write', at: 'receiver' },
  '*.rmdir': { action: 'delete', at: 'receiver', folder: true },
  '*.rename': write(0, 'target', { doubtful: true }),
  '*.write_text': { action: 'write', at: 'receiver' },
  '*.write_bytes': { action: 'write', at: 'receiver' },
  '*.read_text': { action: 'read', at: 'receiver' },
  '*.read_bytes': { action: 'read', at: 'receiver' },
  '*.mkdir': { action: 'create-folder', at: 'receiver', folder: true },
  '*.unlink': { action: 'delete', at: 'receiver' },
  'os.makedirs': { action: 'create-folder', at: 0, keyword: 'name', folder: true },
  'os.mkdir': { action: 'create-folder', at: 0, folder: true },
  'os.remove': { action: 'delete', at: 0 },
  'shutil.rmtree': { action: 'delete', at: 0, folder: true },
  'os.unlink': { action: 'delete', at: 0 },
  'os.rmdir': { action: 'delete', at: 0, folder: true },
  'os.rename': write(1, 'dst'),
  'os.replace': write(1, 'dst'),
  'shutil.copy': copy(),
  'shutil.copy2': copy(),
  'shutil.copyfile': copy(),
  'shutil.copytree': copy({ folder: true }),
  'shutil.move': write(1, 'dst'),
  'torch.save': write(1, 'f'),
  'torch.load': read(0, 'f'),
  'torch.jit.save': write(1),
  'torch.jit.load': read(0, 'f'),
  'torch.onnx.export': write(2, 'f'),
  'torchaudio.save': write(0),
  'torchvision.utils.save_image': write(1, 'fp'),
  'torchvision.datasets.ImageFolder': read(0, 'root', { folder: true }),
  'torchvision.io.write_video': write(0, 'filename'),
  'safetensors.torch.save_file': write(1, 'filename'),
  'safetensors.torch.save_model': write(1, 'filename'),
  'safetensors.torch.load_file': read(0, 'filename'),
  'numpy.save': write(0, 'file'),
  'numpy.savez': write(0, 'file'),
  'numpy.savez_compressed': write(0, 'file'),
  'numpy.savetxt': write(0, 'fname'),
  'numpy.load': read(0, 'file'),
  'numpy.loadtxt': read(0, 'fname'),
  'numpy.genfromtxt': read(0, 'fname'),
  'joblib.dump': write(1, 'filename'),
  'joblib.load': read(0, 'filename'),
  'pandas.read_csv': read(0, 'filepath_or_buffer'),
  'pandas.read_parquet': read(0, 'path'),
  'pandas.read_json': read(0),
  'pandas.read_excel': read(0, 'io'),
  'pandas.read_pickle': read(0, 'filepath_or_buffer'),
  'datasets.load_from_disk': read(0, 'dataset_path', { folder: true }),
  'lightgbm.Booster': read(keywordOnly, 'model_file'),
  'cv2.imwrite': write(0, 'filename'),
  'cv2.imread': read(0, 'filename'),
  'cv2.VideoWriter': write(0, 'filename'),
  'cv2.VideoCapture': read(0, 'filename'),
  'imageio.imwrite': write(0, 'uri'),
  'imageio.mimsave': write(0, 'uri'),
  'imageio.mimwrite': write(0, 'uri'),
  'imageio.get_writer': write(0, 'uri'),
  'imageio.v2.imwrite': write(0, 'uri'),
  'imageio.v2.mimsave': write(0, 'uri'),
  'imageio.v2.mimwrite': write(0, 'uri'),
  'imageio.v2.get_writer': write(0, 'uri'),
  'imageio.v3.imwrite': write(0, 'uri'),
  'skimage.io.imsave': write(0, 'fname'),
  'matplotlib.pyplot.imsave': write(0, 'fname'),
  'soundfile.write': write(0, 'file'),
  'scipy.io.wavfile.write': write(0, 'filename'),
  'diffusers.utils.export_to_video': write(1, 'output_video_path'),
  'PIL.Image.open': read(0, 'fp'),
  '*.to_csv': write(0, 'path_or_buf'),
  '*.to_parquet': write(0, 'path'),
  '*.to_json': write(0, 'path_or_buf', { doubtful: true }),
  '*.to_excel': write(0, 'excel_writer'),
  '*.to_pickle': write(0, 'path'),
  '*.to_feather': write(0, 'path'),
  '*.to_netcdf': write(0, 'path'),
  '*.tofile': write(0),
  '*.write_videofile': write(0, 'filename'),
  '*.savefig': write(0, 'fname'),
  '*.write_image': write(0),
  '*.write_html': write(0),
  '*.save_pretrained': write(0, 'save_directory', { folder: true }),
  '*.save_to_disk': write(0, 'dataset_path', { folder: true }),
  '*.save_model': write(0, undefined, { doubtful: true }),
  '*.save_weights': write(0),
  '*.save_checkpoint': write(0, undefined, { doubtful: true }),
  '*.save': write(0, undefined, { doubtful: true }),
  'logging.FileHandler': write(0, 'filename'),
  'logging.handlers.RotatingFileHandler': write(0, 'filename'),
  'logging.handlers.TimedRotatingFileHandler': write(0, 'filename'),
  'logging.basicConfig': write(keywordOnly, 'filename'),
  'urllib.request.urlretrieve': write(1, 'filename'),
  'torch.hub.download_url_to_file': write(1, 'dst'),
  'torch.utils.tensorboard.SummaryWriter': write(0, 'log_dir', { folder: true }),
  'lightning.callbacks.ModelCheckpoint': write(0, 'dirpath', { folder: true }),
  'lightning.loggers.CSVLogger': write(0, 'save_dir', { folder: true }),
  'lightning.loggers.TensorBoardLogger': write(0, 'save_dir', { folder: true }),
  'lightning.loggers.WandbLogger': write(keywordOnly, 'save_dir', { folder: true }),
  'lightning.Trainer': write(keywordOnly, 'default_root_dir', { folder: true }),
  'transformers.TrainingArguments': write(0, 'output_dir', { folder: true }),
  'transformers.Seq2SeqTrainingArguments': write(0, 'output_dir', { folder: true }),
  'trl.SFTConfig': write(0, 'output_dir', { folder: true }),
  'trl.GRPOConfig': write(0, 'output_dir', { folder: true }),
  'trl.DPOConfig': write(0, 'output_dir', { folder: true }),
  'wandb.init': write(keywordOnly, 'dir', { folder: true }),
};

/** The last parts of these names. */
export const fileMethods = new Set(Object.keys(fileCalls).map(lastPart));
